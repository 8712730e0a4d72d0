--TEST--
Loop: an interval of 0 goes on when there is nothing else to wake the loop
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$runs = [];
$interval = ION::interval(0);
$interval->onDone(function (int $run) use (&$runs, $interval) {
    $runs[] = $run;
    if ($run === 5) {
        $interval->cancel();
    }
});
ION::dispatch();
echo implode(' ', $runs), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
1 2 3 4 5
