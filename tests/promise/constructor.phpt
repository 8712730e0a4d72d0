--TEST--
Promise: the constructor's callbacks run first and give the result
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$p = new ION\ResolvablePromise(function ($value) { echo "own $value\n"; return $value * 2; });
$p->then(function ($value) { echo "handler $value\n"; });
$p->done(21);
echo $p->getState(), ' ', $p->getResult(), "\n";

$p = new ION\ResolvablePromise(null, function (Throwable $e) { return 'own: ' . $e->getMessage(); });
$p->fail(new Exception('x'));
echo $p->getState(), ' ', $p->getResult(), "\n";

echo "-- in progress while an own callback runs, and while what it returned is awaited\n";
$inner = new ION\ResolvablePromise();
$p = new ION\ResolvablePromise(function () use (&$p, $inner) { echo $p->getState(), "\n"; return $inner; });
$p->done();
echo $p->getState(), "\n";
try {
    $p->done(2);
} catch (ION\InvalidUsageException $e) {
    echo $e->getMessage(), "\n";
}
$inner->done('inner');
echo $p->getState(), ' ', $p->getResult(), "\n";

echo "-- a generator function is the promise's coroutine\n";
$inner = new ION\ResolvablePromise();
$p = new ION\ResolvablePromise(function ($value) use ($inner) { $more = yield $inner; return "$value and $more"; });
$p->done('one');
echo $p->getState(), "\n";
$inner->done('two');
echo $p->getResult(), "\n";

echo "-- done() with a promise: the callback gets its value\n";
$inner = new ION\ResolvablePromise();
$p = new ION\ResolvablePromise(fn ($value) => "own $value");
$p->done($inner);
$inner->done('late');
echo $p->getResult(), "\n";

echo "-- a plain Promise is settled by forwarding\n";
$source = new ION\ResolvablePromise();
$p = new ION\Promise(fn ($value) => "plain $value");
var_dump($source->then($p) === $p);
$source->done('v');
echo $p->getResult(), "\n";

echo "-- once\n";
try {
    $p->__construct();
} catch (Error $e) {
    echo get_class($e), ': ', $e->getMessage(), "\n";
}
try {
    $source->then()->__construct();
} catch (Error $e) {
    echo get_class($e), ': ', $e->getMessage(), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
own 21
handler 42
done 42
done own: x
-- in progress while an own callback runs, and while what it returned is awaited
in_progress
in_progress
done() cannot settle the promise: it is in progress already, its callback or the promise it was settled with decides
done inner
-- a generator function is the promise's coroutine
in_progress
one and two
-- done() with a promise: the callback gets its value
own late
-- a plain Promise is settled by forwarding
bool(true)
plain v
-- once
Error: Cannot call constructor twice
Error: Cannot call constructor twice
