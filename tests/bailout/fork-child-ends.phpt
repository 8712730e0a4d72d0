--TEST--
End: a forked child that exits in a callback ends like any script, and its parent goes on
--SKIPIF--
<?php
if (!extension_loaded('pcntl')) {
    die('skip needs pcntl');
}
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$parent = getmypid();
ION::await(0)->then(function () use (&$child) {
    $child = pcntl_fork();
    if ($child === 0) {
        exit(6);
    }
});
$promise = ION\Process::exec('echo program');
$r = $promise->await();
ION::dispatch();
pcntl_waitpid($child, $status);
echo $r->stdout, pcntl_wexitstatus($status), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
program
6
