--TEST--
Loop: a coroutine may wait for the runs of an interval
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$interval = ION::interval(0.001);
echo ION::promise(function () use ($interval) {
    $a = yield $interval;
    $b = yield $interval;
    $interval->cancel();
    return $b > $a ? "two runs\n" : "not: $a $b\n";
})->await();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
two runs
