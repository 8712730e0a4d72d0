--TEST--
Process: death by a signal is a signal and no exit code
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

foreach ([1, 2, 9, 13, 14, 15] as $signal) {
    $r = ION\Process::run(['sh', '-c', "kill -$signal \$\$"]);
    echo ion_test_end($r), ' ', var_export($r->signaled, true), $r->ok() ? ' ok' : '', "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
signal, signal 1 true
signal, signal 2 true
signal, signal 9 true
signal, signal 13 true
signal, signal 14 true
signal, signal 15 true
