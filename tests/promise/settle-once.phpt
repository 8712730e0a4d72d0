--TEST--
Promise: settled once, by whoever may
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

function refused(string $what, callable $fn): void
{
    try {
        $fn();
        echo "$what: allowed\n";
    } catch (ION\InvalidUsageException $e) {
        echo "$what: ", $e->getMessage(), "\n";
    }
}

$p = (new ION\ResolvablePromise())->done(1);
refused('done twice', fn () => $p->done(2));
refused('fail after done', fn () => $p->fail(new Exception('x')));
echo $p->getResult(), "\n";
$p = new ION\ResolvablePromise();
$p->then(function () use ($p) { refused('in its own handler', fn () => $p->done()); });
$p->done();
$timer = ION::await(60);
refused('made by ION', fn () => $timer->done());
refused('made by ION', fn () => $timer->fail(new Exception('x')));
$timer->cancel('enough');
$coroutine = ION::promise(function () { yield ION::await(0); });
refused('coroutine', fn () => $coroutine->done());
$coroutine->await();

echo "-- protected: the class that made it\n";
class Maker
{
    public static function make(): ION\Deferred
    {
        return new ION\Deferred();
    }

    public static function settle(ION\Deferred $deferred): void
    {
        refused(__METHOD__, fn () => $deferred->done('made'));
    }
}
class Heir extends Maker
{
    public static function settleToo(ION\Deferred $deferred): void
    {
        refused(__METHOD__, fn () => $deferred->done('made'));
    }
}
class Own extends ION\Deferred
{
    public function __construct()
    {
        parent::__construct();
    }

    public function done(mixed $value = null): static
    {
        return parent::done("own $value");
    }
}
$deferred = Maker::make();
refused('from outside', fn () => $deferred->done());
refused('from outside', fn () => $deferred->fail(new Exception('x')));
refused('forwarded from outside', fn () => $p->then($deferred));
Heir::settleToo($deferred);
Maker::settle($deferred);
echo $deferred->getResult(), "\n";
$deferred = new ION\Deferred();
Maker::settle($deferred);
refused('from outside', fn () => $deferred->done('by main'));
refused('unprotected', fn () => Maker::settle(new ION\Deferred(null, false)));
$own = new Own();
echo $own->done('value')->getResult(), "\n";
$deferred = ION::deferred(function (ION\Deferred $d) use (&$settle) { $settle = fn ($v) => $d->done($v); });
$settle('resolver');
echo $deferred->getResult(), "\n";

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
done twice: done() cannot settle the promise again: it is done
fail after done: fail() cannot settle the promise again: it is done
1
in its own handler: done() cannot settle the promise again: it is done
made by ION: done() cannot settle this promise: ION does, as it made it
made by ION: fail() cannot settle this promise: ION does, as it made it
coroutine: done() cannot settle this promise: ION does, as it made it
-- protected: the class that made it
from outside: done() cannot settle a protected Deferred from here: only class Maker may
from outside: fail() cannot settle a protected Deferred from here: only class Maker may
forwarded from outside: then() cannot settle a protected Deferred from here: only class Maker may
Heir::settleToo: done() cannot settle a protected Deferred from here: only class Maker may
Maker::settle: allowed
made
Maker::settle: done() cannot settle a protected Deferred from here: only code outside of classes may
from outside: allowed
Maker::settle: allowed
unprotected: allowed
own value
resolver
