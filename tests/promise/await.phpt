--TEST--
Promise: await() suspends a Fiber, drives the loop at top level, refuses elsewhere
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

function attempt(callable $fn): void
{
    try {
        $result = $fn();
        echo is_scalar($result) ? var_export($result, true) : get_class($result), "\n";
    } catch (Throwable $e) {
        echo get_class($e), ': ', preg_replace('~/\S+/~', '', $e->getMessage()), "\n";
    }
}
echo "-- top level\n";
attempt(fn () => ION::await(0.01)->await());
attempt(fn () => ION::promise(fn () => throw new DomainException('thrown here'))->await());
attempt(fn () => ION::promise('settled')->await());

echo "-- in a fiber, the user's and ION's\n";
$p = new ION\ResolvablePromise();
$fiber = new Fiber(function () use ($p) { echo "before\n"; echo $p->await(), "\n"; return 'fiber returned'; });
$fiber->start();
$p->done('value');
echo $fiber->getReturn(), "\n";
$p = new ION\ResolvablePromise();
$deferred = ION::async(function () use ($p) { try { $p->await(); } catch (LogicException $e) { return 'caught ' . $e->getMessage(); } });
echo $deferred->getState(), "\n";
$p->fail(new LogicException('failure'));
attempt(fn () => $deferred->await());
attempt(fn () => ION::async(fn ($a, $b) => ION::await(0)->then(fn () => $a . $b)->await(), 'x', 'y')->await());
attempt(fn () => ION::async(fn () => throw new Exception('uncaught in fiber'))->await());
attempt(fn () => ION::async(fn () => ION::await(0.001))->await());
attempt(fn () => ION::async(function () { return 'generator function: ' . yield ION::promise('coroutine'); })->await());
attempt(fn () => ION::async('strtoupper', 'internal')->await());
attempt(fn () => ION::async(fn ($x) => $x, x: 1));

echo "-- many at once\n";
$p = new ION\ResolvablePromise();
$all = ION\Promise::all(array_map(fn ($i) => ION::async(fn () => $i . $p->await()), [1, 2, 3]));
$p->done('!');
echo implode(' ', $all->await()), "\n";

echo "-- a sequence\n";
$s = new ION\Sequence();
$d = ION::async(fn () => $s->await() . $s->await());
$s('first ');
$s('second');
$s('third');
attempt(fn () => $d->await());

echo "-- nothing keeps the loop alive\n";
$line = __LINE__ + 1;
$never = (new ION\Deferred())->setName('never');
attempt(fn () => $never->await());
attempt(fn () => (new ION\Sequence())->await());
$never->timeout(30);
attempt(fn () => $never->await());
echo $line, ' ', $never->getState(), "\n";
unset($never);

echo "-- the loop is stopped\n";
$timer = ION::await(60);
ION::await(0)->then(fn () => ION::stop());
attempt(fn () => $timer->await());
attempt(fn () => ION::await(0)->then(fn () => 'and waits again')->await());
$timer->cancel('over');

echo "-- in a callback of the loop\n";
ION::await(0)->then(fn () => attempt(fn () => ION::await(0)->await()));
ION::await(0)->then(fn () => attempt(fn () => ION::promise('settled is no wait')->await()));
ION::promise(function () { yield ION::await(0); attempt(fn () => ION::await(0)->await()); });
ION::await(0)->then(fn () => ION::async(fn () => attempt(fn () => ION::await(0.001)->await())));
ION::dispatch();
$fiber = new Fiber(function () { ION::await(0)->then(fn () => attempt(fn () => ION::await(0)->await())); ION::dispatch(); });
$fiber->start();
ION::dispatch();

echo "-- itself\n";
$d = ION::async(function () use (&$d) { ION::await(0)->await(); attempt(fn () => $d->await()); });
$d->await();

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
-- top level
true
DomainException: thrown here
'settled'
-- in a fiber, the user's and ION's
before
value
fiber returned
in_progress
'caught failure'
'xy'
Exception: uncaught in fiber
true
'generator function: coroutine'
'INTERNAL'
ValueError: ION::async(): Argument #2 must not be a named argument: pass them by position
-- many at once
1! 2! 3!
-- a sequence
'first second'
-- nothing keeps the loop alive
ION\PromiseException: Cannot wait any longer: nothing keeps the loop alive any more, and the ION\Deferred 'never' made in await.php:52 is still pending
ION\PromiseException: Cannot wait any longer: nothing keeps the loop alive any more, and the ION\Sequence made in await.php:54 is still pending
ION\PromiseException: Cannot wait any longer: nothing keeps the loop alive any more, and the ION\Deferred 'never' made in await.php:52 is still pending
52 pending
-- the loop is stopped
ION\PromiseException: Cannot wait any longer: the loop was stopped, and the ION\Deferred made in await.php:61 is still pending
'and waits again'
-- in a callback of the loop
ION\InvalidUsageException: Cannot wait here: a callback of the loop runs, and the loop has to go on first. Run the code in a Fiber (ION::async()), or use yield in a coroutine, or then()
'settled is no wait'
ION\InvalidUsageException: Cannot wait here: a callback of the loop runs, and the loop has to go on first. Run the code in a Fiber (ION::async()), or use yield in a coroutine, or then()
true
ION\InvalidUsageException: Cannot wait here: a callback of the loop runs, and the loop has to go on first. Run the code in a Fiber (ION::async()), or use yield in a coroutine, or then()
-- itself
ION\InvalidUsageException: await() cannot wait for the promise of the code that calls it
