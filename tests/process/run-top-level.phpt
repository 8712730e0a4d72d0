--TEST--
Process: run() at top level drives the loop meanwhile
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$ticks = [];
ION::await(0)->then(function () use (&$ticks) { $ticks[] = 'timer'; });
$r = ION\Process::run('echo done');
$ticks[] = trim($r->stdout);
echo implode(' ', $ticks), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
timer done
