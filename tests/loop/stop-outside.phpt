--TEST--
Loop: stop() while the loop does not run makes the next dispatch() one turn without waiting
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$long = ION::await(3600);
$long->onFail(fn () => null);
$ran = false;
ION::await(0)->then(function () use (&$ran) { $ran = true; });
ION::stop();
$start = hrtime(true);
var_dump(ION::dispatch(), (hrtime(true) - $start) / 1e9 < ion_test_seconds(60));
ION::stop();
var_dump(ION::dispatch());
$long->cancel('x');

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
