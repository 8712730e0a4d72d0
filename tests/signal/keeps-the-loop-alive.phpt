--TEST--
Signal: somebody who listens keeps the loop alive, a signal that is only taken does not
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

$signal = Process::signal('USR1');
var_dump(ION::dispatch());
$handler = $signal->then(fn () => null);
ION::stop(0.01);
var_dump(ION::dispatch());
$signal->forget($handler);
var_dump(ION::dispatch());
Process::clearSignal('USR1');

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(false)
bool(true)
bool(false)
