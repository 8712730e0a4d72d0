--TEST--
Loop: an exception out of a fiber's end is a failure of its promise, and others go on
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$a = ION::async(function () { ION::await(0.001)->await(); throw new DomainException('a'); });
$b = ION::async(function () { ION::await(0.002)->await(); return 'b'; });
ion_test_try(fn () => $a->await());
echo $b->await(), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
DomainException: a
b
