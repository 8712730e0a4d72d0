--TEST--
Promise: in destructors nobody can wait, and fibers go on later
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

class InDestructor
{
    public function __construct(private Closure $what) {}
    public function __destruct() { ($this->what)(); }
}
$try = function (callable $fn) {
    try {
        $fn();
        echo "allowed\n";
    } catch (ION\InvalidUsageException $e) {
        echo PHP_VERSION_ID < 80400 ? "as expected\n" : 'refused: ' . $e->getMessage() . "\n";
    }
};
/* in a cycle: in the destructor of garbage even PHP 8.4 refuses to switch in the main context */
$collect = function (callable $what) {
    $o = new InDestructor($what(...));
    $o->self = new ArrayObject([$o]);
    unset($o);
    gc_collect_cycles();
};
echo "-- settling there resumes the fiber in the next turn of the loop, if not at once\n";
$p = new ION\ResolvablePromise();
$f = ION::async(function () use ($p) { echo 'got ', $p->await(), "\n"; });
$o = new InDestructor(fn () => $p->done('from a destructor'));
unset($o);
ION::dispatch();
echo $f->getState(), "\n";

echo "-- cancelling too\n";
$f = ION::async(function () { try { (new ION\ResolvablePromise())->await(); } catch (ION\Promise\CancelException $e) { echo $e->getMessage(), "\n"; } });
$o = new InDestructor(fn () => $f->cancel('from a destructor'));
unset($o);
ION::dispatch();
echo $f->getState(), "\n";

echo "-- coroutines need no switch\n";
$p = new ION\ResolvablePromise();
$c = ION::promise(function () use ($p) { echo 'got ', yield $p, "\n"; });
$o = new InDestructor(fn () => $p->done('coroutine'));
unset($o);
echo $c->getState(), "\n";

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
-- settling there resumes the fiber in the next turn of the loop, if not at once
got from a destructor
done
-- cancelling too
from a destructor
done
-- coroutines need no switch
got coroutine
done
