--TEST--
Tree: nobody gets away by forking while a tree is killed
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

$storm = 'trap "" TERM; i=0; while [ $i -lt 3000 ]; do '
    . '( setsid sh -c "echo \$\$ >>$PIDS; (sleep 1000 & sleep 1000 &); sleep 1000" & ); i=$((i+1)); done; sleep 1000';
foreach (['KILL rung' => [['KILL', 0]], 'after TERM' => [['TERM', 0.05], ['KILL', 0]]] as $name => $ladder) {
    $pids = ion_test_temp('pids');
    $marker = ion_test_temp('marker');
    $running = ION\Process::exec("echo \$_ION_TREE >\$MARKER; $storm", [
        'env' => ['PIDS' => $pids, 'MARKER' => $marker],
        'stop' => $ladder,
    ]);
    ion_tree_pids($pids, 20);
    $running->cancel('enough');
    echo "$name: ", ion_tree_outcome($running), "\n";
    $tree = '_ION_TREE=' . trim(file_get_contents($marker)) . "\0";
    $left = 0;
    foreach (glob('/proc/[0-9]*/environ') as $file) {
        $left += str_contains((string) @file_get_contents($file), $tree);
    }
    echo "left: $left of ", count(ion_tree_pids($pids, 20)) >= 20 ? 'many' : 'few', "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
KILL rung: ION\Promise\CancelException: cancel, signal 9
left: 0 of many
after TERM: ION\Promise\CancelException: cancel, signal 9
left: 0 of many
