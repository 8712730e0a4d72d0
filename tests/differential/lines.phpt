--TEST--
Differential: random shell lines end as with plain fork and /bin/sh -c
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_cc();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/compare.inc';

$differential = new Differential(1121);
$differential->compare('lineOf', 120);
unset($differential);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
120 programs, each as the reference
