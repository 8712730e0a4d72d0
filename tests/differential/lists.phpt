--TEST--
Differential: random programs with random arguments end as with plain fork and execve
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_cc();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/compare.inc';

$differential = new Differential(20261121);
$differential->compare('listOf', 180);
unset($differential);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
180 programs, each as the reference
