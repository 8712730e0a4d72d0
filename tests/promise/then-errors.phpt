--TEST--
Promise: failures go to the next handler that takes them
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

function show(ION\Promise $promise): void
{
    $result = $promise->getResult();
    echo $promise->getState(), ': ', $result instanceof Throwable ? get_class($result) . ' ' . $result->getMessage() : var_export($result, true), "\n";
}
$new = fn () => new ION\ResolvablePromise();

echo "-- an exception in the done callback is not seen by the fail callback next to it\n";
$p = $new();
$child = $p->then(fn () => throw new LogicException('done threw'), fn () => print("not called\n"));
$p->done(1);
show($child);

echo "-- a fail callback that returns turns the chain back to done\n";
$p = $new();
$child = $p->then(fn () => print("not called\n"))->then(null, fn (Throwable $e) => 'recovered from ' . $e->getMessage());
$p->fail(new RuntimeException('no'));
show($child);

echo "-- a fail callback that throws\n";
$p = $new();
$child = $p->onFail(fn (Throwable $e) => throw new LogicException('worse', 0, $e));
$p->fail(new RuntimeException('bad'));
show($child);
show($child->onFail(fn ($e) => $e->getPrevious()->getMessage()));

echo "-- without a callback the outcome goes on\n";
$p = $new();
$done = $p->then()->then(null, fn () => 'not called')->then(null);
$p->done('value');
show($done);
$p = $new();
$failed = $p->then()->onDone(fn () => 'not called');
$p->fail(new Error('error'));
show($failed);

echo "-- errors of the engine too\n";
$p = $new();
$child = $p->then(fn () => undefined_function());
$p->done();
show($child);
$child = $p->then(fn (int $a, int $b) => 1);
$p2 = $new();
show($p2->done(5)->then(fn (int $a, int $b) => 1)->onFail(fn (ArgumentCountError $e) => 'too few'));

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
-- an exception in the done callback is not seen by the fail callback next to it
failed: LogicException done threw
-- a fail callback that returns turns the chain back to done
done: 'recovered from no'
-- a fail callback that throws
failed: LogicException worse
done: 'bad'
-- without a callback the outcome goes on
done: 'value'
failed: Error error
-- errors of the engine too
failed: Error Call to undefined function undefined_function()
done: 'too few'
