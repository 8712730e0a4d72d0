--TEST--
Promise: states, flags, names and results
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Promise;

function flags(Promise $promise): string
{
    $names = [];
    foreach ((new ReflectionClass(Promise::class))->getConstants() as $name => $bit) {
        if ($promise->getFlags() & $bit) {
            $names[] = substr($name, 5);
        }
    }
    return implode(' ', $names) ?: 'none';
}

echo 'new Promise: ', (new Promise())->getState(), ', ', flags(new Promise()), "\n";
echo 'new Deferred: ', flags(new ION\Deferred()), "\n";
echo 'unprotected: ', flags(new ION\Deferred(null, false)), "\n";
echo 'new Sequence: ', flags(new ION\Sequence()), "\n";
$timer = ION::await(60);
echo 'timer: ', $timer->getState(), ', ', flags($timer), "\n";
$coroutine = ION::promise((function () use ($timer) { yield $timer; })());
echo 'coroutine: ', $coroutine->getState(), ', ', flags($coroutine), "\n";
$fiber = ION::async(fn () => $timer->await());
echo 'fiber: ', $fiber->getState(), ', ', flags($fiber), "\n";
$child = $timer->then();
echo 'child: ', flags($child), '; timer now: ', flags($timer), "\n";
var_dump($timer->getResult());
$child->onFail(fn () => 1);
$timer->cancel('enough');
echo $timer->getState(), ' ', get_class($timer->getResult()), "\n";
echo $coroutine->getState(), ' ', $fiber->getState(), "\n";

echo "-- a look at the result is handling\n";
$failed = (new ION\ResolvablePromise())->fail(new Exception('seen'));
echo flags($failed), ', ';
echo $failed->getResult()->getMessage(), ', ', flags($failed), "\n";

var_dump($failed->setName('name') === $failed);
$failed->note = 'dynamic properties are welcome here';
echo $failed->note, "\n";

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
new Promise: pending, none
new Deferred: PROTECTED
unprotected: none
new Sequence: SEQUENCE
timer: pending, INTERNAL
coroutine: in_progress, INTERNAL COROUTINE
fiber: in_progress, INTERNAL FIBER
child: INTERNAL; timer now: HANDLED INTERNAL
NULL
canceled ION\Promise\CancelException
canceled canceled
-- a look at the result is handling
none, seen, HANDLED
bool(true)
dynamic properties are welcome here
