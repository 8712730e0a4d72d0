--TEST--
Loop: an interval of 0 runs in every turn and lets the others live
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$runs = 0;
$ended = false;
$interval = ION::interval(0);
$interval->onDone(function () use (&$runs, &$ended, $interval) {
    if (++$runs > 1 && $ended) {
        $interval->cancel();
    }
});
ION\Process::exec(['true'])->then(function () use (&$ended) { $ended = true; });
ION::dispatch();
var_dump($ended);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
