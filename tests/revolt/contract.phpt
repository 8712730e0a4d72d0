--TEST--
Revolt: what it asks of a driver, with /dev/null, a pipe and a file as standard input
--SKIPIF--
<?php
require __DIR__ . '/../_lib/revolt.inc';
ion_skip_unless_packages();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/run-contract.inc';

run_contract([]);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
/dev/null: 58 passed, 0 failed
a pipe: 58 passed, 0 failed
a file: 58 passed, 0 failed
