--TEST--
Tree: the promise settles when the last one has ended by itself, and not at the end of its grace
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
$done = ion_test_temp('done');
$polite = "( setsid sh -c 'trap \"sleep 0.2; echo saved >\$DONE; exit\" TERM; echo \$\$ >>\$PIDS; while :; do sleep 0.1; done' & )";
$running = ION\Process::exec("$polite; exec sleep 1000", [
    'env' => ['PIDS' => $pids, 'DONE' => $done],
    'stop' => [['TERM', 1000], ['KILL', 0]],
]);
$found = ion_tree_pids($pids, 1);
$running->cancel('enough');
echo ion_tree_outcome($running), ', alive ', ion_tree_alive($found), "\n";
echo file_get_contents($done);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ION\Promise\CancelException: cancel, signal 15, alive 0
saved
