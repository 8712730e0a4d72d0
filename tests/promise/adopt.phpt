--TEST--
Promise: returned and given promises are awaited
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

function show(ION\Promise $promise): void
{
    $result = $promise->getResult();
    echo $promise->getState(), ' ', $result instanceof Throwable ? get_class($result) . ': ' . $result->getMessage() : var_export($result, true), "\n";
}
$new = fn () => new ION\ResolvablePromise();

echo "-- returned, pending and settled, done and failed\n";
[$a, $b] = [$new(), $new()];
$p = $a->then(fn () => $b);
$a->done();
show($p);
$b->done('b');
show($p);
show($a->then(fn () => $b));
[$a, $b] = [$new(), $new()];
$p = $a->then(fn () => $b);
$a->done();
$b->fail(new Exception('b failed'));
show($p);
show($a->then(fn () => $new()->fail(new Exception('settled before'))));

echo "-- given to done()\n";
[$a, $b] = [$new(), $new()];
$a->done($b);
show($a);
$b->done($new()->done('deep'));
show($a);

echo "-- a cancelled one stays cancelled\n";
$d = new ION\Deferred();
$a = $new();
$a->done($d);
$d->cancel('enough');
show($a);

echo "-- never itself\n";
$a = $new();
try {
    $a->done($a);
} catch (ION\InvalidUsageException $e) {
    echo $e->getMessage(), "\n";
}
show($a);
$a = $new();
$child = null;
$child = $a->then(function () use (&$child) { return $child; });
$a->done();
show($child);
[$a, $b, $c] = [$new(), $new(), $new()];
$a->done($b);
$b->done($c);
try {
    $c->done($a);
} catch (ION\InvalidUsageException $e) {
    echo $e->getMessage(), "\n";
}
$c->done('end of the circle');
show($a);

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
-- returned, pending and settled, done and failed
in_progress NULL
done 'b'
done 'b'
failed Exception: b failed
failed Exception: settled before
-- given to done()
in_progress NULL
done 'deep'
-- a cancelled one stays cancelled
canceled ION\Promise\CancelException: enough
-- never itself
A promise cannot be settled with itself
pending NULL
failed ION\InvalidUsageException: A promise cannot be its own result
A promise cannot be settled with itself
done 'end of the circle'
