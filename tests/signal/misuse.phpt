--TEST--
Signal: what is no signal, or cannot be handled, is refused at once
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

$refused = [0, -1, 'KILL', 'SIGSTOP', 9, 19, 'SEGV', 'BUS', 'FPE', 'ILL', 32, 33, 63, 65, 'NOPE', '', "TERM\0", '0'];
foreach (['signal', 'clearSignal', 'ignoreSignal'] as $method) {
    $count = 0;
    foreach ($refused as $signal) {
        try {
            Process::$method($signal);
            echo "$method accepts ", var_export($signal, true), "\n";
        } catch (ValueError $e) {
            $count++;
        }
    }
    echo "$method: $count of ", count($refused), "\n";
}
try {
    Process::signal('KILL');
} catch (ValueError $e) {
    echo $e->getMessage(), "\n";
}
try {
    Process::signal('TREM');
} catch (ValueError $e) {
    echo $e->getMessage(), "\n";
}
try {
    Process::ignoreSignal('CHLD');
} catch (ValueError $e) {
    echo $e->getMessage(), "\n";
}
Process::clearSignal('USR1');
Process::clearSignal(34);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
signal: 18 of 18
clearSignal: 18 of 18
ignoreSignal: 18 of 18
ION\Process::signal(): Argument #1 ($signal) must be a signal that a program can handle: not KILL and STOP, nor the faults SEGV, BUS, FPE and ILL, nor SIGRTMAX-1, which is ION's own
ION\Process::signal(): Argument #1 ($signal) must be a signal, by number or by name such as "TERM"
ION\Process::ignoreSignal(): Argument #1 ($signal) must not be CHLD: the exit statuses of children would be lost
