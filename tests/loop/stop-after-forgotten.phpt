--TEST--
Loop: a delayed stop() keeps nothing alive and is forgotten when dispatch() ends before
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

ION::stop(3600);
$start = hrtime(true);
var_dump(ION::dispatch());
ION::stop(0.02);
var_dump(ION::dispatch());
/* were it remembered, this would be stopped */
ION::await(0.05);
var_dump(ION::dispatch());
var_dump((hrtime(true) - $start) / 1e9 < ion_test_seconds(60));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(false)
bool(false)
bool(false)
bool(true)
