--TEST--
Loop: timers run in the order of their deadlines, equal ones in the order they were started
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$order = [];
foreach ([0.03, 0.01, 0.02] as $seconds) {
    ION::await($seconds)->then(function () use (&$order, $seconds) { $order[] = $seconds; });
}
usleep(40000);
ION::dispatch();
echo implode(' ', $order), "\n";
$order = [];
for ($i = 0; $i < 5; $i++) {
    ION::await(0)->then(function () use (&$order, $i) { $order[] = $i; });
}
ION::dispatch();
echo implode(' ', $order), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
0.01 0.02 0.03
0 1 2 3 4
