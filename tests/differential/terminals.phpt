--TEST--
Differential: random programs at terminals of their own end as with plain fork and execve
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_cc();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/compare.inc';

$differential = new Differential(80);
$differential->compare('terminalOf', 30);
unset($differential);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
30 programs, each as the reference
