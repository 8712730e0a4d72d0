--TEST--
Tree: a timeout, a cancel and a stop end what a program has started, and what that has started
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
require __DIR__ . '/../_lib/tree.inc';

$sleeper = ion_tree_sleeper();
$commands = [
    'child' => "$sleeper",
    'pipeline' => "$sleeper | cat | cat",
    'background' => "$sleeper & $sleeper & wait",
    'grandchild' => "(($sleeper; echo) ; echo) & $sleeper; echo",
];
foreach ($commands as $name => $command) {
    $count = substr_count($command, 'PIDS');
    foreach (['timeout', 'cancel', 'list'] as $how) {
        $pids = ion_test_temp('pids');
        $what = $how === 'list' ? ['sh', '-c', $command] : $command;
        $running = ION\Process::exec($what, ['env' => ['PIDS' => $pids]]);
        $found = ion_tree_pids($pids, $count);
        $how === 'timeout' ? $running->timeout(0.001) : $running->cancel('enough');
        echo "$name, $how: ", ion_tree_outcome($running), ', alive ', ion_tree_alive($found), "\n";
    }
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
child, timeout: ION\Promise\TimeoutException: timeout, signal 15, alive 0
child, cancel: ION\Promise\CancelException: cancel, signal 15, alive 0
child, list: ION\Promise\CancelException: cancel, signal 15, alive 0
pipeline, timeout: ION\Promise\TimeoutException: timeout, signal 15, alive 0
pipeline, cancel: ION\Promise\CancelException: cancel, signal 15, alive 0
pipeline, list: ION\Promise\CancelException: cancel, signal 15, alive 0
background, timeout: ION\Promise\TimeoutException: timeout, signal 15, alive 0
background, cancel: ION\Promise\CancelException: cancel, signal 15, alive 0
background, list: ION\Promise\CancelException: cancel, signal 15, alive 0
grandchild, timeout: ION\Promise\TimeoutException: timeout, signal 15, alive 0
grandchild, cancel: ION\Promise\CancelException: cancel, signal 15, alive 0
grandchild, list: ION\Promise\CancelException: cancel, signal 15, alive 0
