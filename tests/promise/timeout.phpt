--TEST--
Promise: timeout() cancels with a TimeoutException
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Deferred;

$d = ION::await(60);
var_dump($d->timeout(0.01) === $d);
try {
    $d->await();
} catch (ION\Promise\TimeoutException $e) {
    echo get_class($e), ': ', $e->getMessage(), ', ', $d->getState(), "\n";
}

echo "-- the canceller gets it\n";
$d = new Deferred(fn ($e) => get_class($e));
$d->timeout(0);
$clock = ION::await(5);
$d->then(fn () => ION::stop());
ION::dispatch();
echo $d->getResult(), "\n";
$clock->cancel('over');

echo "-- not in time\n";
$d = ION::await(0.005)->timeout(30);
var_dump($d->await());
$d->timeout(1);

echo "-- the second replaces the first\n";
$d = ION::await(0.03)->timeout(0.001)->timeout(30);
var_dump($d->await());

echo "-- keeps no loop alive, and goes with its Deferred\n";
$d = (new Deferred())->timeout(30);
var_dump(ION::dispatch());
unset($d);

echo "-- misuse\n";
$d = new Deferred();
foreach ([-1, INF, NAN, -0.5] as $seconds) {
    try {
        $d->timeout($seconds);
    } catch (ValueError $e) {
        echo $e->getMessage(), "\n";
    }
}
var_dump(ION::getStats()['watchers']);

echo "-- in a coroutine\n";
$co = ION::promise(function () {
    try {
        yield ION::await(60)->timeout(0.001);
    } catch (ION\Promise\TimeoutException $e) {
        return 'in time: ' . $e->getMessage();
    }
});
echo $co->await(), "\n";

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
bool(true)
ION\Promise\TimeoutException: Timed out after 0.01 s, canceled
-- the canceller gets it
ION\Promise\TimeoutException
-- not in time
bool(true)
-- the second replaces the first
bool(true)
-- keeps no loop alive, and goes with its Deferred
bool(false)
-- misuse
ION\Deferred::timeout(): Argument #1 ($seconds) must be a finite number of seconds, at least 0
ION\Deferred::timeout(): Argument #1 ($seconds) must be a finite number of seconds, at least 0
ION\Deferred::timeout(): Argument #1 ($seconds) must be a finite number of seconds, at least 0
ION\Deferred::timeout(): Argument #1 ($seconds) must be a finite number of seconds, at least 0
int(0)
-- in a coroutine
in time: Timed out after 0.001 s
