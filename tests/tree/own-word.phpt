--TEST--
Tree: a program that is to leave a daemon behind can be started without the variable
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

foreach ([['_ION_TREE' => null], ['_ION_TREE' => 'mine'], []] as $env) {
    $pids = ion_test_temp('pids');
    $daemon = "( setsid sh -c 'echo \$\$ >>\$PIDS; echo \${_ION_TREE-none} >>\$PIDS.tree; exec sleep 1000 >&- 2>&-' & )";
    $running = ION\Process::exec("$daemon; exec sleep 1000", ['env' => ['PIDS' => $pids] + $env]);
    ion_test_wait(fn () => str_contains((string) @file_get_contents("$pids.tree"), "\n"), 'the variable');
    $found = ion_tree_pids($pids, 1);
    $tree = trim(file_get_contents("$pids.tree"));
    echo preg_match('~^[0-9a-f]+-[0-9a-f]+-[0-9a-f]+$~', $tree) ? 'a marker' : $tree, ': ';
    unlink("$pids.tree");
    $running->cancel('enough');
    echo ion_tree_outcome($running), ', alive ', ion_tree_alive($found), "\n";
    ion_tree_kill($found);
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
none: ION\Promise\CancelException: cancel, signal 15, alive 1
mine: ION\Promise\CancelException: cancel, signal 15, alive 1
a marker: ION\Promise\CancelException: cancel, signal 15, alive 0
