--TEST--
Differential: every exit code, every signal and every core is told as by the kernel
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_cc();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/compare.inc';

$differential = new Differential(1);
$differential->compare('endOf', RandomPrograms::ends());
unset($differential);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
312 programs, each as the reference
