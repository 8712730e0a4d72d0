--TEST--
Revolt: what it asks of a driver, with the JIT compiler of OPcache
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
require __DIR__ . '/../_lib/revolt.inc';
ion_skip_unless_packages();
ion_skip_if_wrapped();
require __DIR__ . '/run-contract.inc';
if (!has_jit()) {
    die('skip this PHP has no OPcache with a JIT compiler');
}
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/run-contract.inc';

run_contract(with_jit());

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
/dev/null: 58 passed, 0 failed
a pipe: 58 passed, 0 failed
a file: 58 passed, 0 failed
