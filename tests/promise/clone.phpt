--TEST--
Promise: clones take the handlers along, and nothing else
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\{Deferred, Promise, ResolvablePromise, Sequence};

function refused(string $what, callable $fn): void
{
    try {
        $fn();
        echo "$what: cloned\n";
    } catch (ION\InvalidUsageException $e) {
        echo "$what: ", $e->getMessage(), "\n";
    }
}
$p = new ResolvablePromise(fn ($v) => "own $v");
$p->then(function ($v) { echo "handler $v\n"; return 'h'; })->then(fn ($v) => print("below $v\n"));
$p->then()->then(fn ($v) => print("second $v\n"));
$waiting = ION::promise(function () use ($p) { echo 'coroutine ', yield $p, "\n"; });
$p->setName('n');
$c = clone $p;
$c->done('clone');
echo $p->getState(), "\n";
$p->done('original');

echo "-- settled\n";
$c = clone $p;
echo $c->getState(), ' ', $c->getResult(), "\n";
$f = (new ResolvablePromise())->fail(new Exception('failed'));
$c = clone $f;
echo $c->getState(), "\n";
unset($c);
$f->getResult();

echo "-- a Deferred without its canceller\n";
$d = new Deferred(fn () => 'canceller');
$d->then(fn ($v) => print("handler $v\n"), fn ($e) => print("fail handler {$e->getMessage()}\n"));
$c = clone $d;
$c->cancel('clone cancelled');
$d->cancel('original');

echo "-- sequences\n";
$s = new Sequence(fn ($v) => "starter $v", fn () => print("released\n"));
$h = $s->then(fn ($v) => print("$v\n"));
$c = clone $s;
$s->forget($h);
$s('nobody');
$c('clone');
$c->cancel();

echo "-- forwarded to the same\n";
$p = new ResolvablePromise();
$target = new ResolvablePromise();
$p->then($target);
$c = clone $p;
$c->done('through the clone');
echo $target->getResult(), "\n";

echo "-- subclasses and dynamic properties\n";
class Sub extends ResolvablePromise
{
    public array $list = [1];
    public function __clone() { echo "__clone\n"; $this->list[] = 2; }
}
$s = new Sub();
$s->dynamic = 'd';
$c = clone $s;
echo get_class($c), ' ', json_encode($c->list), ' ', json_encode($s->list), ' ', $c->dynamic, "\n";

echo "-- refused\n";
$timer = ION::await(60);
refused('timer', fn () => clone $timer);
$timer->cancel('x');
refused('settled timer', fn () => clone $timer);
$p = new ResolvablePromise();
$co = ION::promise(function () use ($p) { yield $p; });
refused('coroutine', fn () => clone $co);
$outer = new ResolvablePromise();
$outer->done($p);
refused('parked', fn () => clone $outer);
refused('then()', fn () => clone $p->then());
$i = ION::interval(60);
refused('interval', fn () => clone $i);
$i->cancel();
unset($co, $outer, $p);

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
coroutine handler own clone
below h
second own clone
pending
handler own original
below h
second own original
own original
-- settled
done own original
failed
-- a Deferred without its canceller
fail handler clone cancelled
handler canceller
-- sequences
released
starter clone
released
-- forwarded to the same
through the clone
-- subclasses and dynamic properties
__clone
Sub [1,2] [1] d
-- refused
timer: A promise that ION made cannot be cloned
settled timer: A promise that ION made cannot be cloned
coroutine: A promise that ION made cannot be cloned
parked: A promise in progress cannot be cloned
then(): cloned
interval: A promise that ION made cannot be cloned
