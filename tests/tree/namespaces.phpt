--TEST--
Tree: process 1 of a container stops its trees; with the /proc of others it hits nobody but its programs
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_pid_namespace();
ion_skip_unless_program('setsid');
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
require __DIR__ . '/../_lib/tree.inc';

/* who holds the output has not ended */
$code = ion_test_temp('code.php');
file_put_contents($code, '<?php
    foreach (["helpers", "process", "tree"] as $file) { require "$argv[1]/$file.inc"; }
    echo "pid ", getmypid(), "\n";
    foreach (["its group" => "sh -c \"echo >\$READY; exec sleep 1000\" & ", "a daemon" => "( setsid sh -c \"echo >\$READY; exec sleep 1000\" & ); "] as $name => $command) {
        $ready = ion_test_temp("ready");
        $running = ION\Process::exec("$command exec sleep 1000", ["env" => ["READY" => $ready], "newGroup" => true, "drain" => 0.05]);
        ion_test_ready($ready);
        $running->cancel("enough");
        echo "$name: ", ion_tree_outcome($running), "\n";
    }
');
foreach (['its own' => ['--mount-proc'], 'of others' => []] as $name => $more) {
    echo "--- $name\n";
    $result = ion_test_run(['unshare', '-pf', '--kill-child', ...$more, ...ion_test_php([$code, __DIR__ . '/../_lib'])]);
    echo $result['out'], $result['err'];
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
--- its own
pid 1
its group: ION\Promise\CancelException: cancel, signal 15
a daemon: ION\Promise\CancelException: cancel, signal 15
--- of others
pid 1
its group: ION\Promise\CancelException: cancel, signal 15
a daemon: ION\Promise\CancelException: cancel, signal 15, pipesHeld
