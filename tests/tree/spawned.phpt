--TEST--
Tree: stop() of a spawned program and of a fresh script ends all that they have started
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
$child = ION\Process::spawn(ion_tree_daemon() . '; exec sleep 1000', ['env' => ['PIDS' => $pids]]);
$found = ion_tree_pids($pids, 1);
$child->stop()->await();
echo 'spawn: signal ', $child->getSignal(), ', alive ', ion_tree_alive($found), "\n";

putenv('ION_ASAN_LEAKS=0');
$script = ion_test_temp('script.php');
file_put_contents($script, '<?php shell_exec($argv[1] . " >/dev/null 2>&1"); sleep(1000);');
$pids = ion_test_temp('pids');
$child = ION\Process::spawnScript($script, [ion_tree_daemon('TERM')], ion_test_script(['env' => ['PIDS' => $pids]]));
$found = ion_tree_pids($pids, 1);
$child->stop([['TERM', 0.1], ['KILL', 0]])->await();
echo 'spawnScript: signal ', $child->getSignal(), ', alive ', ion_tree_alive($found), "\n";
unset($child);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
spawn: signal 15, alive 0
spawnScript: signal 15, alive 0
