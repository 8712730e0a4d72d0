--TEST--
Process: misuse of the command throws at once and names the index
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;

foreach (['', [], [''], ['', 'x'], ["a\0b"], "a\0b", ['echo', "x\0y"], ['echo', 1], ['echo', 'a', null], ['echo', ['x']], [1 => 'echo'], ['a' => 'echo'], ['echo', new stdClass()], [true]] as $command) {
    ion_test_try(fn () => Process::exec($command));
}
ion_test_try(fn () => Process::run(''));
ion_test_try(fn () => Process::exec());
ion_test_try(fn () => Process::exec(['true'], 'x'));
var_dump(ion_test_children(), ION::getStats()['execs']);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
ValueError: ION\Process::exec(): Argument #1 ($command) must not be empty
ValueError: ION\Process::exec(): Argument #1 ($command) must be a list of a program and its arguments
ValueError: ION\Process::exec(): Argument #1 ($command) must name a program at index 0
ValueError: ION\Process::exec(): Argument #1 ($command) must name a program at index 0
ValueError: ION\Process::exec(): Argument #1 ($command) must not contain NUL bytes, but index 0 does
ValueError: ION\Process::exec(): Argument #1 ($command) must not contain NUL bytes
ValueError: ION\Process::exec(): Argument #1 ($command) must not contain NUL bytes, but index 1 does
TypeError: ION\Process::exec(): Argument #1 ($command) must be a list of strings, but the one at index 1 is of type int
TypeError: ION\Process::exec(): Argument #1 ($command) must be a list of strings, but the one at index 2 is of type null
TypeError: ION\Process::exec(): Argument #1 ($command) must be a list of strings, but the one at index 1 is of type array
ValueError: ION\Process::exec(): Argument #1 ($command) must be a list of a program and its arguments
ValueError: ION\Process::exec(): Argument #1 ($command) must be a list of a program and its arguments
TypeError: ION\Process::exec(): Argument #1 ($command) must be a list of strings, but the one at index 1 is of type stdClass
TypeError: ION\Process::exec(): Argument #1 ($command) must be a list of strings, but the one at index 0 is of type bool
ValueError: ION\Process::run(): Argument #1 ($command) must not be empty
ArgumentCountError: ION\Process::exec() expects at least 1 argument, 0 given
TypeError: ION\Process::exec(): Argument #2 ($options) must be of type array, string given
array(0) {
}
int(0)
