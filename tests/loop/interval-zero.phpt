--TEST--
Loop: an interval of 0 runs in every turn and lets the others live
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$runs = 0;
$interval = ION::interval(0);
$interval->onDone(function () use (&$runs) { $runs++; });
ION\Process::exec(['true'])->then(fn () => $interval->cancel());
ION::dispatch();
var_dump($runs > 0);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
