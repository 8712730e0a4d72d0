--TEST--
Promise: a coroutine is cancelled, or its promise fails, while somebody else runs or destroys its generator
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Deferred;
use ION\ResolvablePromise;

function outcome(Deferred $promise): string
{
    $result = $promise->getResult();
    return $promise->getState() . ($result instanceof Throwable ? ": {$result->getMessage()}" : '');
}

echo "-- by hand\n";
$pending = new ResolvablePromise();
$generator = (function () use (&$promise, $pending) {
    try {
        yield $pending;
        $promise->cancel('from within');
        echo "goes on\n";
        yield 'what its runner gets';
    } finally {
        echo "finally\n";
    }
})();
$promise = ION::promise($generator);
echo $generator->send('by hand'), "\n";
echo outcome($promise), "\n";
unset($generator, $promise, $pending);
gc_collect_cycles();

echo "-- the generator that it delegates to\n";
$pending = new ResolvablePromise();
$inner = (function () use (&$promise, $pending) {
    yield $pending;
    $promise->cancel('from within');
    yield 'what its runner gets';
})();
$outer = (function () use ($inner) {
    yield from $inner;
})();
$promise = ION::promise($outer);
echo $inner->send('by hand'), "\n";
echo outcome($promise), "\n";
unset($inner, $outer, $promise, $pending);
gc_collect_cycles();

echo "-- what it waits for fails meanwhile\n";
$pending = new ResolvablePromise();
$generator = (function () use ($pending) {
    yield $pending;
    $pending->fail(new DomainException('no such thing'));
    yield 'what its runner gets';
})();
$promise = ION::promise($generator);
echo $generator->send('by hand'), "\n";
echo outcome($promise), "\n";
unset($generator, $promise, $pending);
gc_collect_cycles();

echo "-- in its finally block, by the collector\n";
function garbage(): void
{
    $pending = new ResolvablePromise();
    $promise = null;
    $generator = (function () use (&$promise, $pending) {
        try {
            yield $pending;
        } finally {
            $promise->cancel('from finally');
            echo outcome($promise), "\n";
        }
    })();
    $promise = ION::promise($generator);
    $promise->itself = $promise;
}
garbage();
gc_collect_cycles();

echo "-- in its finally block, at the end of the script\n";
$code = <<<'CODE'
$pending = new ION\ResolvablePromise();
$promise = ION::promise((function () use (&$promise, $pending) {
    try {
        yield $pending;
    } finally {
        $promise->cancel('from finally');
        echo $promise->getState(), "\n";
    }
})());
$keep = [$promise, &$promise];
exit(7);
CODE;
/* a cycle that is alive at the end looks like a leak */
putenv('ION_ASAN_LEAKS=0');
$result = ion_test_code($code);
echo $result['out'], $result['err'], $result['code'], "\n";
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
-- by hand
goes on
what its runner gets
canceled: from within
finally
-- the generator that it delegates to
what its runner gets
canceled: from within
-- what it waits for fails meanwhile
what its runner gets
failed: no such thing
-- in its finally block, by the collector
canceled: from finally
-- in its finally block, at the end of the script
canceled
7
