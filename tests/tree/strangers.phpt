--TEST--
Tree: nobody but the tree is hit, and what ends by itself leaves its children alone
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

$stranger = proc_open(['sleep', '1000'], [], $pipes);
$stranger_pid = proc_get_status($stranger)['pid'];
$command = ion_tree_daemon() . '; exec sleep 1000';
$other_pids = ion_test_temp('pids');
$other = ION\Process::exec($command, ['env' => ['PIDS' => $other_pids], 'pid' => &$other_pid]);
$left_pids = ion_test_temp('pids');
/* one process, which the test ends itself */
ION\Process::run("( setsid sh -c 'echo \$\$ >>\$PIDS; exec sleep 1000' & ) >/dev/null 2>&1", ['env' => ['PIDS' => $left_pids]]);
$pids = ion_test_temp('pids');
$running = ION\Process::exec($command, ['env' => ['PIDS' => $pids], 'stop' => [['KILL', 0]]]);

$others = [...ion_tree_pids($other_pids, 1), $other_pid, $stranger_pid, ...ion_tree_pids($left_pids, 1)];
$found = ion_tree_pids($pids, 1);
$running->cancel('enough');
echo ion_tree_outcome($running), ', alive ', ion_tree_alive($found), "\n";
echo 'others alive: ', ion_tree_alive($others), "\n";
$other->cancel('enough');
echo ion_tree_outcome($other), "\n";
echo 'others alive: ', ion_tree_alive($others), "\n";

proc_terminate($stranger, 9);
ion_test_close($stranger);
ion_tree_kill(ion_tree_pids($left_pids, 1));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ION\Promise\CancelException: cancel, signal 9, alive 0
others alive: 4
ION\Promise\CancelException: cancel, signal 15
others alive: 2
