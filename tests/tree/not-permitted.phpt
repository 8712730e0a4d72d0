--TEST--
Tree: who may not be signalled is not waited for, and killTree() says so when nobody may
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_root();
ion_skip_unless_nobody();
ion_skip_unless_program('setpriv');
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
require __DIR__ . '/../_lib/tree.inc';
putenv('ION_ASAN_LEAKS=0');

/* a program that makes root of nobody, as sudo would */
$sudo = ion_test_temp('sudo');
copy(trim(shell_exec('command -v setpriv')), $sudo);
chmod($sudo, 04755);
$pids = ion_test_temp('pids');
touch($pids);
chmod($pids, 0666);
$code = ion_test_temp('code.php');
file_put_contents($code, '<?php
    foreach (["helpers", "process", "tree"] as $file) { require "$argv[1]/$file.inc"; }
    $root = "$argv[2] --reuid=0 --regid=0 --clear-groups sh -c \'echo \$\$ >>\$PIDS; exec sleep 1000\'";
    $running = ION\Process::exec("$root & exec sleep 1000", ["env" => ["PIDS" => $argv[3]], "drain" => 0.05]);
    $found = ion_tree_pids($argv[3], 1);
    $running->cancel("enough");
    $began = microtime(true);
    echo ion_tree_outcome($running), ", alive ", ion_tree_alive($found), microtime(true) - $began < 4 ? "" : ", late", "\n";
    $child = ION\Process::spawn("exec $root", ["env" => ["PIDS" => $argv[3]], "detached" => true]);
    ion_tree_pids($argv[3], 2);
    ion_test_try(fn () => $child->killTree());
');
chmod($code, 0644);
$result = ion_test_run(ion_test_nobody(ion_test_php([$code, __DIR__ . '/../_lib', $sudo, $pids])));
echo $result['out'];
ion_tree_kill(ion_tree_pids($pids, 2));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
ION\Promise\CancelException: cancel, signal 15, pipesHeld, alive 1
ION\ProcessException: Cannot send signal 9 to the tree of the child with pid %d: %s
