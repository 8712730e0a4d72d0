--TEST--
Process: signals that do not exist are misuse
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

foreach ([0, -1, 32, 33, 65, PHP_INT_MAX, 'NOPE', '', 'SIG', '32', '99', '-9', "TERM\0", [], null, 1.5] as $signal) {
    ion_test_try(fn () => ION\Process::exec(['true'], ['stop' => [[$signal, 1]]]));
}
ion_test_try(fn () => ION\Process::exec(['true'], ['cancel' => 'NOPE']));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ValueError: Option "stop[0][0]" must be a signal, by number or by name such as "TERM"
ValueError: Option "stop[0][0]" must be a signal, by number or by name such as "TERM"
ValueError: Option "stop[0][0]" must be a signal, by number or by name such as "TERM"
ValueError: Option "stop[0][0]" must be a signal, by number or by name such as "TERM"
ValueError: Option "stop[0][0]" must be a signal, by number or by name such as "TERM"
ValueError: Option "stop[0][0]" must be a signal, by number or by name such as "TERM"
ValueError: Option "stop[0][0]" must be a signal, by number or by name such as "TERM"
ValueError: Option "stop[0][0]" must be a signal, by number or by name such as "TERM"
ValueError: Option "stop[0][0]" must be a signal, by number or by name such as "TERM"
ValueError: Option "stop[0][0]" must be a signal, by number or by name such as "TERM"
ValueError: Option "stop[0][0]" must be a signal, by number or by name such as "TERM"
ValueError: Option "stop[0][0]" must be a signal, by number or by name such as "TERM"
ValueError: Option "stop[0][0]" must be a signal, by number or by name such as "TERM"
TypeError: Option "stop[0][0]" must be of type int|string, array given
TypeError: Option "stop[0][0]" must be of type int|string, null given
TypeError: Option "stop[0][0]" must be of type int|string, float given
ValueError: Option "cancel" must be a signal, by number or by name such as "TERM"
