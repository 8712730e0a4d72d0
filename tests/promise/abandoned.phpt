--TEST--
Promise: finally blocks of abandoned coroutines and fibers run
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

function block(string $what): Generator
{
    try {
        yield new ION\ResolvablePromise();
        echo "not reached\n";
    } finally {
        echo "finally of $what\n";
    }
}
echo "-- nobody can settle what it waits for\n";
$co = ION::promise(block('coroutine'));
unset($co);
$f = ION::async(function () { try { (new ION\ResolvablePromise())->await(); } finally { echo "finally of fiber\n"; } });
unset($f);
gc_collect_cycles();
$s = new ION\Sequence();
ION::async(function () use ($s) { try { foreach ($s as $v); } finally { echo "finally of foreach\n"; } });
unset($s);
gc_collect_cycles();

echo "-- await and yield in them\n";
$p = new ION\ResolvablePromise();
ION::promise((function () use ($p) { try { yield $p; } finally { echo "finally of generator\n"; } })());
ION::async(function () use ($p) { try { $p->await(); } finally { try { (new ION\ResolvablePromise())->await(); } catch (Throwable $e) { echo get_class($e), "\n"; } } });
unset($p);
gc_collect_cycles();

echo "-- the same at the end of the script\n";
putenv('ION_ASAN_LEAKS=0');
$run = ion_test_code(<<<'PHP'
$p = new ION\ResolvablePromise();
$c = ION::promise(function () use ($p) { try { yield $p; } finally { echo "finally of coroutine\n"; } });
$f = ION::async(function () use ($p) { try { $p->await(); } finally { echo "finally of fiber\n"; } });
$t = ION::async(function () { try { ION::await(60)->await(); } finally { echo "finally of fiber in the loop\n"; } });
ION::promise(function () { try { yield ION::await(60); } finally { echo "finally of coroutine in the loop\n"; } });
register_shutdown_function(fn () => print("shutdown function\n"));
class Late { public $p; function __destruct() { echo "destructor settles\n"; try { $this->p->done('late'); } catch (Throwable $e) { echo get_class($e), ': ', $e->getMessage(), "\n"; } } }
$late = new Late();
$late->p = $p;
PHP);
echo $run['out'], $run['err'], $run['code'], "\n";

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
-- nobody can settle what it waits for
finally of coroutine
finally of fiber
finally of foreach
-- await and yield in them
finally of generator
ION\InvalidUsageException
-- the same at the end of the script
shutdown function
destructor settles
finally of coroutine
finally of fiber
finally of fiber in the loop
finally of coroutine in the loop
0
