--TEST--
Promise: forget() removes a handler by promise or by name
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$p = new ION\ResolvablePromise();
$a = $p->then(fn () => print("a\n"));
$p->then(fn () => print("b\n"))->setName('b');
$p->then(fn () => print("b again\n"))->setName('b');
$c = $p->then(fn () => print("c\n"));
$c->then(fn () => print("below c\n"));
$forwarded = new ION\ResolvablePromise(fn () => print("forwarded\n"));
$p->then($forwarded->setName('f'));
var_dump($p->forget($a) === $p);
$p->forget('b')->forget('nobody')->forget($a)->forget('f');
$p->done();
echo $a->getState(), ' ', $c->getState(), ' ', $forwarded->getState(), "\n";

echo "-- misuse\n";
try {
    $p->forget(new stdClass());
} catch (TypeError $e) {
    echo $e->getMessage(), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
bool(true)
c
below c
pending done pending
-- misuse
ION\Promise::forget(): Argument #1 ($handler) must be of type ION\Promise|string, stdClass given
