--TEST--
Loop: a child forked in a callback leaves the parent's loop when the callback returns
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

$forked = null;
$parentTicks = 0;
ION::await(0.001)->then(function () use (&$forked) {
    $forked = pcntl_fork();
    if ($forked === 0) {
        echo "child in the callback\n";
    }
});
$gate = ion_test_temp('gate');
ION::await(0.005)->then(function () use (&$forked, $gate) {
    echo $forked === 0 ? "WRONG: in the child\n" : "parent's second timer\n";
    touch($gate);
});
$program = ION\Process::exec(['sh', '-c', 'until [ -e "$1" ]; do :; done; echo program', '-', $gate]);
$program->then(function ($r) use (&$forked) { echo $forked === 0 ? "WRONG: in the child\n" : $r->stdout; });
ob_start();
$end = ION::dispatch();
if ($forked === 0) {
    var_dump($end);
    ION::await(0.001)->then(function () { echo "child's own timer\n"; });
    ION::dispatch();
    ob_end_flush();
    exit(0);
}
pcntl_waitpid($forked, $status);
$lines = array_filter(explode("\n", ob_get_clean()));
sort($lines);
echo implode("\n", $lines), "\n", pcntl_wexitstatus($status), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
child in the callback
bool(false)
child's own timer
parent's second timer
program
0
