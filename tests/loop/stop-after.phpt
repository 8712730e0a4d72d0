--TEST--
Loop: stop() with a delay ends dispatch() when the delay is over
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$start = hrtime(true);
$interval = ION::interval(3600);
ION::stop(0.03);
var_dump(ION::dispatch());
$seconds = (hrtime(true) - $start) / 1e9;
var_dump($seconds >= 0.03 && $seconds < ion_test_seconds(30));
$interval->cancel();
/* the rest of the turn is still served */
$order = '';
$timer = ION::await(0.01)->then(function () use (&$order) { $order .= 'timer'; });
ION::stop(0.01);
usleep(15000);
ION::dispatch();
echo $order, "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
bool(true)
timer
