--TEST--
Tree: a daemon that has left its session and its environment is out of reach
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_program('setsid', 'env');
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
require __DIR__ . '/../_lib/tree.inc';

$hidden = "( setsid env -i PIDS=\$PIDS " . ion_tree_sleeper() . ' & )';
$run = function (array $options) use ($hidden) {
    $pids = ion_test_temp('pids');
    $running = ION\Process::exec("$hidden; exec sleep 1000", ['env' => ['PIDS' => $pids]] + $options);
    $found = ion_tree_pids($pids, 1);
    $running->cancel('enough');
    $outcome = ion_tree_outcome($running);
    $alive = ion_tree_alive($found);
    ion_tree_kill($found);
    shell_exec("grep -lz '^PIDS=$pids' /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3 | xargs -r kill -9 2>/dev/null");
    return "$outcome, alive $alive\n";
};
echo 'without its environment: ', $run([]);
echo 'in a session of its parent: ', $run(['session' => true]);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
without its environment: ION\Promise\CancelException: cancel, signal 15, pipesHeld, alive 1
in a session of its parent: ION\Promise\CancelException: cancel, signal 15, pipesHeld, alive 1
