--TEST--
Promise: handlers run synchronously, depth first in the order they were added
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$promise = new ION\ResolvablePromise();
$first = $promise->then(function ($value) { echo "1 $value\n"; return 'one'; });
$promise->then(function ($value) { echo "2 $value\n"; return 'two'; });
$first->then(function ($value) { echo "1.1 $value\n"; return 'one one'; })
    ->then(function ($value) { echo "1.1.1 $value\n"; });
$first->then(function ($value) { echo "1.2 $value\n"; });
echo $promise->getState(), "\n";
var_dump($promise->done('x') === $promise);
echo $promise->getState(), ' ', $first->getState(), ' ', $first->getResult(), "\n";

echo "-- on a settled promise at once\n";
$promise->then(function ($value) { echo "late $value\n"; })->onDone(function ($value) { var_dump($value); });

echo "-- settled in a handler: the inner one is over before the outer goes on\n";
$outer = new ION\ResolvablePromise();
$inner = new ION\ResolvablePromise();
$inner->then(fn () => print("inner\n"));
$outer->then(function () use ($inner) { echo "before\n"; $inner->done(); echo "after\n"; });
$outer->then(fn () => print("sibling\n"));
$outer->done();

echo "-- a handler added while handlers run\n";
$promise = new ION\ResolvablePromise();
$promise->then(function () use ($promise) {
    echo "a\n";
    $promise->then(fn () => print("added\n"));
    echo "b\n";
});
$promise->then(fn () => print("c\n"));
$promise->done();

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
pending
1 x
1.1 one
1.1.1 one one
1.2 one
2 x
bool(true)
done done one
-- on a settled promise at once
late x
NULL
-- settled in a handler: the inner one is over before the outer goes on
before
inner
after
sibling
-- a handler added while handlers run
a
added
b
c
