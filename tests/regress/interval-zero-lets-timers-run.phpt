--TEST--
Loop: an interval of 0 lets timers expire
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$interval = ION::interval(0);
$runs = 0;
$interval->onDone(function () use ($interval, &$runs) {
    if (++$runs === 200000) {
        echo "nothing else ran\n";
        $interval->cancel();
    }
});
ION::await(0.002)->then(function () use ($interval) {
    echo "timer\n";
    $interval->cancel();
});
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
timer
