--TEST--
Process: what cannot become a string fails the promise and stops the program
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;

foreach ([[['nested']], [new stdClass()], ["good\n", STDERR]] as $input) {
    ion_test_try(fn () => Process::run(['cat'], ['stdin' => $input]));
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
TypeError: Option "stdin" must yield strings, array given
Error: Object of class stdClass could not be converted to string
TypeError: Option "stdin" must yield strings, resource given
