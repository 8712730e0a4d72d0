--TEST--
Tree: the ladder goes on for those that ignore its first signal when the program itself is gone
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_program('setsid');
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
require __DIR__ . '/../_lib/tree.inc';

$ladders = [
    'to KILL' => [['TERM', 0.2], ['KILL', 0]],
    'three rungs' => [['INT', 0.1], ['TERM', 0.1], ['KILL', 0]],
    'without KILL' => [['TERM', 0.2]],
];
foreach ($ladders as $name => $ladder) {
    $pids = ion_test_temp('pids');
    $command = ion_tree_daemon('TERM INT') . '; exec sleep 1000';
    $running = ION\Process::exec($command, ['env' => ['PIDS' => $pids], 'stop' => $ladder]);
    $found = ion_tree_pids($pids, 1);
    $began = microtime(true);
    $running->cancel('enough');
    echo "$name: ", ion_tree_outcome($running), ', alive ', ion_tree_alive($found);
    echo microtime(true) - $began >= 0.2 ? ", had its time\n" : ", too early\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
to KILL: ION\Promise\CancelException: cancel, signal 15, alive 0, had its time
three rungs: ION\Promise\CancelException: cancel, signal 2, alive 0, had its time
without KILL: ION\Promise\CancelException: cancel, signal 15, alive 0, had its time
