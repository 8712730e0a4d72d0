--TEST--
Tree: with a control group of its own a program takes everything with it, however it hides
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
require __DIR__ . '/../_lib/tree.inc';
ion_skip_unless_root();
ion_skip_unless_program('setsid', 'env');
if (ion_tree_cgroups() === []) {
    die('skip no control group file system can be written here');
}
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
require __DIR__ . '/../_lib/tree.inc';

$hidden = '( setsid env -i PIDS=$PIDS ' . ion_tree_sleeper('TERM') . ' & )';
foreach (ion_tree_cgroups() as $mount) {
    foreach ([[['TERM', 0.2], ['KILL', 0]], [['KILL', 0]]] as $ladder) {
        $group = "$mount/ion-test-" . getmypid();
        $pids = ion_test_temp('pids');
        $running = ION\Process::exec("$hidden; exec sleep 1000", [
            'cgroup' => $group,
            'env' => ['PIDS' => $pids],
            'stop' => $ladder,
        ]);
        $found = ion_tree_pids($pids, 1);
        $running->cancel('enough');
        echo ion_tree_outcome($running), ', alive ', ion_tree_alive($found);
        clearstatcache();
        echo is_dir($group) ? ', its group is still there' : '', "\n";
    }
}

/* one that was there before has others in it */
$mount = ion_tree_cgroups()[0];
mkdir($group = "$mount/ion-test-" . getmypid());
$stranger = ION\Process::exec(['sleep', '1000'], ['cgroup' => $group, 'pid' => &$pid]);
ion_test_wait(fn () => trim(file_get_contents("$group/cgroup.procs")) === (string) $pid, 'the stranger in its group');
$running = ION\Process::exec(['sleep', '1000'], ['cgroup' => $group, 'stop' => [['KILL', 0]]]);
$running->cancel('enough');
echo ion_tree_outcome($running), ', stranger alive ', ion_tree_alive([$pid]), "\n";
$stranger->cancel('enough');
echo ion_tree_outcome($stranger), "\n";
ion_test_wait(fn () => @rmdir($group), 'the end of the group');

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTREGEX--
(ION\\Promise\\CancelException: cancel, signal 15, alive 0
ION\\Promise\\CancelException: cancel, signal 9, alive 0
)+ION\\Promise\\CancelException: cancel, signal 9, stranger alive 1
ION\\Promise\\CancelException: cancel, signal 15
