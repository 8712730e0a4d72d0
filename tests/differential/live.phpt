--TEST--
Differential: random programs that are fed and read live through pipes of any number end as with plain fork and execve
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_cc();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/compare.inc';

$differential = new Differential(12);
$differential->compare('liveOf', 100);
unset($differential);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
100 programs, each as the reference
