--TEST--
Loop: a timer runs though nobody holds its promise
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$ran = 0;
ION::await(0.001)->then(function () use (&$ran) { $ran++; });
gc_collect_cycles();
ION::dispatch();
var_dump($ran);
$start = hrtime(true);
ION::await(0.001);
ION::dispatch();
var_dump(hrtime(true) - $start >= 1_000_000);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(1)
bool(true)
