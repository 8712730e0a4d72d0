--TEST--
Tree: what the programs of a program that uses ION itself have left behind ends with the outermost
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
putenv('ION_ASAN_LEAKS=0');

$inner = ion_test_temp('inner.php');
file_put_contents($inner, '<?php
    ION\Process::run($argv[1] . " >/dev/null 2>&1", ["clearEnv" => true, "env" => ["PATH" => getenv("PATH"), "PIDS" => getenv("PIDS")]]);
    file_put_contents(getenv("PIDS"), getmypid() . "\n", FILE_APPEND);
    sleep(1000);
');
$pids = ion_test_temp('pids');
$running = ION\Process::exec(ion_test_php([$inner, ion_tree_daemon()]), ['env' => ['PIDS' => $pids]]);
$found = ion_tree_pids($pids, 2);
foreach ($found as $pid) {
    preg_match('~(?:^|\0)_ION_TREE=([^\0]*)~', file_get_contents("/proc/$pid/environ"), $tree);
    echo count(explode('/', $tree[1])), "\n";
}
$running->cancel('enough');
echo ion_tree_outcome($running), ', alive ', ion_tree_alive($found), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTREGEX--
(1\n2|2\n1)
ION\\Promise\\CancelException: cancel, signal 15, alive 0
