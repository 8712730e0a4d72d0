--TEST--
Tree: killTree() signals a program and all that it has started, and says how many got it
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

$pids = ion_test_temp('pids');
$one = "sh -c 'echo \$\$ >>\$PIDS; exec sleep 1000'";
$child = ION\Process::spawn("( setsid $one & ); $one & echo \$\$ >>\$PIDS; exec sleep 1000", ['env' => ['PIDS' => $pids]]);
$found = ion_tree_pids($pids, 3);
echo 'asked: ', $child->killTree(0), "\n";
echo 'stopped: ', $child->killTree('STOP'), "\n";
ion_test_wait(fn () => array_map('ion_test_state', $found) === ['T', 'T', 'T'], 'stopped processes');
echo 'going on: ', $child->killTree(SIGCONT), "\n";
ion_test_wait(fn () => !in_array('T', array_map('ion_test_state', $found)), 'running processes');
echo 'killed: ', $child->killTree(), "\n";
$child->whenExit()->await();
echo 'signal ', $child->getSignal(), ', afterwards: ', $child->killTree(), "\n";
ion_test_wait(fn () => ion_tree_alive($found) === 0, 'the end of all');

$new = new ION\Process\ChildProcess();
echo 'not started: ', $new->killTree(), "\n";
ion_test_try(fn () => $child->killTree('NONSENSE'));
ion_test_try(fn () => $child->killTree(-1));
unset($child, $new);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
asked: 3
stopped: 3
going on: 3
killed: 3
signal 9, afterwards: 0
not started: 0
ValueError: %s
ValueError: %s
