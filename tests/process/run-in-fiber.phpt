--TEST--
Process: run() in a fiber suspends only that fiber
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;

$file = ion_test_temp('gate');
$a = ION::async(function () use ($file) {
    echo "a waits\n";
    Process::run(['sh', '-c', 'until [ -e "$1" ]; do :; done', '-', $file]);
    echo "a goes on\n";
});
$b = ION::async(function () use ($file) {
    echo "b waits\n";
    Process::run(['touch', $file]);
});
ION\Promise::all($a, $b)->await();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
a waits
b waits
a goes on
