--TEST--
Loop: a forked child that never touches ION ends no program of its parent
--SKIPIF--
<?php
if (!extension_loaded('pcntl')) {
    die('skip needs pcntl');
}
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$gate = ion_test_temp('gate');
$promise = ION\Process::exec(['sh', '-c', 'until [ -e "$1" ]; do :; done; echo whole', '-', $gate]);
$child = pcntl_fork();
if ($child === 0) {
    exit(0);
}
pcntl_waitpid($child, $status);
touch($gate);
$r = $promise->await();
echo $r->stdout, ion_test_end($r), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
whole
exit, status 0
