--TEST--
Promise: coroutines wait at yield and go on with the outcome
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$log = fn ($x) => print((is_string($x) ? $x : json_encode($x)) . "\n");
$new = fn () => new ION\ResolvablePromise();

echo "-- values come straight back, promises wait, failures are thrown at the yield\n";
[$a, $b] = [$new(), $new()];
$co = ION::promise(function () use ($a, $b, $log) {
    $log('start');
    $log(yield 5);
    $log(yield [1, 2]);
    $log(yield);
    $generator = yield (function () { yield 1; })();
    $log(get_class($generator) . ' comes back as a value');
    $log(yield $a);
    try {
        yield $b;
    } catch (LogicException $e) {
        $log('caught ' . $e->getMessage());
    }
    $log(yield ION::promise('settled'));
    $log((yield ION::await(0)) ? 'timer' : '');
    return 'result';
});
echo $co->getState(), "\n";
$a->done('from a');
$b->fail(new LogicException('from b'));
echo $co->getState(), "\n";
$log($co->await());

echo "-- yield from\n";
$inner = function ($p) { $x = yield $p; try { yield ION::promise(fn () => throw new Exception('e')); } catch (Exception $e) { return "$x {$e->getMessage()}"; } };
$p = $new();
$co = ION::promise(function () use ($inner, $p) { return 'got ' . yield from $inner($p); });
$p->done('delegated');
$log($co->getResult());

echo "-- keys, references, finally\n";
$p = $new();
$co = ION::promise((function & () use ($p) { try { $x = 'key'; $got = yield $x => $p; return $got; } finally { echo "finally\n"; } })());
$p->done('value');
$log($co->getResult());

echo "-- uncaught\n";
$p = $new();
$co = ION::promise(function () use ($p) { yield $p; });
$p->fail(new DomainException('goes through'));
$log($co->getState() . ' ' . get_class($co->getResult()));

echo "-- returns a promise\n";
$p = $new();
$co = ION::promise(function () use ($p) { yield; return $p; });
$p->done('returned promise');
$log($co->getResult());

echo "-- itself\n";
$co = ION::promise(function () use (&$co) {
    yield ION::await(0);
    try { yield $co; } catch (ION\InvalidUsageException $e) { echo $e->getMessage(), "\n"; }
    return 'went on';
});
$log($co->await());
$co = ION::promise(function () use (&$co) { yield ION::await(0); return $co; });
try { $co->await(); } catch (ION\InvalidUsageException $e) { echo $e->getMessage(), "\n"; }
$co = ION::promise(function () use (&$co) { yield ION::await(0); try { $co->await(); } catch (ION\InvalidUsageException $e) { echo $e->getMessage(), "\n"; } });
$co->await();

echo "-- a sequence: the next run only\n";
$s = new ION\Sequence();
$co = ION::promise(function () use ($s) { $got = []; while (count($got) < 3) { $got[] = yield $s; } return $got; });
foreach ([1, 2, 3, 4] as $i) { $s($i); }
$log($co->getResult());
$below = $s->then(fn ($v) => $v * 10);
$co = ION::promise(function () use ($below) { return [yield $below, yield $below]; });
foreach ([1, 2, 3] as $i) { $s($i); }
$log($co->getResult());

echo "-- a handler that is a generator function\n";
$p = $new();
$child = $p->then(function ($v) { return $v . yield ION::promise(' coroutine'); })->then(fn ($v) => print("$v\n"));
$p->done('handler');

echo "-- a generator that somebody else ends\n";
$p = $new();
$gen = (function () use ($p) { yield $p; echo "not reached\n"; })();
$co = ION::promise($gen);
try { $gen->throw(new Exception('from outside')); } catch (Exception $e) { echo $e->getMessage(), "\n"; }
$p->done();
$log($co->getState());

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
-- values come straight back, promises wait, failures are thrown at the yield
start
5
[1,2]
null
Generator comes back as a value
in_progress
from a
caught from b
settled
in_progress
timer
result
-- yield from
got delegated e
-- keys, references, finally
finally
value
-- uncaught
failed DomainException
-- returns a promise
returned promise
-- itself
A coroutine cannot wait for its own promise
went on
A promise cannot be its own result
await() cannot wait for the promise of the code that calls it
-- a sequence: the next run only
[1,2,3]
[10,20]
-- a handler that is a generator function
handler coroutine
-- a generator that somebody else ends
from outside
canceled
