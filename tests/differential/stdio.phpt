--TEST--
Differential: random programs with descriptors of every kind and attributes of their own end as with plain fork and execve
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_cc();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/compare.inc';

$differential = new Differential(4711);
$differential->compare('stdioOf', 100);
unset($differential);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
100 programs, each as the reference
