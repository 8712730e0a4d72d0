--TEST--
Process: misuse of env throws at once and names the variable
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

foreach ([['' => 'x'], ['A=B' => 'x'], ["A\0B" => 'x'], ['A' => "x\0y"], ['A' => []], ['A' => true], ['A' => new stdClass()], ['x'], ['A' => 'fine', 'B=' => 'x']] as $env) {
    ion_test_try(fn () => ION\Process::exec(['true'], ['env' => $env]));
}
ion_test_try(fn () => ION\Process::exec(['true'], ['env' => 'A=B']));
ion_test_try(fn () => ION\Process::exec(['true'], ['clearEnv' => 1]));
var_dump(ion_test_children());

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
ValueError: Option "env" must not have empty names or names with "=" or NUL: ''
ValueError: Option "env" must not have empty names or names with "=" or NUL: 'A=B'
ValueError: Option "env" must not have empty names or names with "=" or NUL: 'A%S'
ValueError: Option "env" must not contain NUL bytes, but 'A' does
TypeError: Option "env" must have values of type string|int|float|null, but 'A' is of type array
TypeError: Option "env" must have values of type string|int|float|null, but 'A' is of type bool
TypeError: Option "env" must have values of type string|int|float|null, but 'A' is of type stdClass
ValueError: Option "env" must have names of variables as keys, not numbers
ValueError: Option "env" must not have empty names or names with "=" or NUL: 'B='
TypeError: Option "env" must be of type array, string given
TypeError: Option "clearEnv" must be of type bool, int given
array(0) {
}
