--TEST--
Tree: where no descriptor of a stranger can be had its start time says that it is he, and its end is asked for
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_program('setsid');
ion_skip_unless_strace();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
require __DIR__ . '/../_lib/tree.inc';

$code = ion_test_temp('code.php');
file_put_contents($code, '<?php
    foreach (["helpers", "process", "tree"] as $file) { require "$argv[3]/$file.inc"; }
    $running = ION\Process::exec($argv[2], ["env" => ["PIDS" => $argv[1]], "stop" => [["TERM", 0.2], ["KILL", 0]]]);
    $found = ion_tree_pids($argv[1], 2);
    $running->cancel("enough");
    echo ion_tree_outcome($running), ", alive ", ion_tree_alive($found), "\n";
    // and at the end of the script
    ION\Process::exec($argv[2], ["env" => ["PIDS" => $argv[1]], "stop" => [["TERM", 0.2], ["KILL", 0]]])->onFail(fn () => 0);
    ion_tree_pids($argv[1], 4);
');
foreach (['ENOSYS', 'EPERM', 'EMFILE'] as $error) {
    $pids = ion_test_temp('pids');
    $result = ion_test_run([
        'strace', '-o', '/dev/null', '-e', 'trace=pidfd_open', '-e', "inject=pidfd_open:error=$error",
        ...ion_test_php([$code, $pids, ion_tree_daemon('TERM') . '; exec ' . ion_tree_sleeper(),
            __DIR__ . '/../_lib']),
    ]);
    echo "$error: $result[out]$result[err]";
    echo 'in the end: alive ', ion_tree_alive(ion_tree_pids($pids, 4)), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ENOSYS: ION\Promise\CancelException: cancel, signal 15, alive 0
in the end: alive 0
EPERM: ION\Promise\CancelException: cancel, signal 15, alive 0
in the end: alive 0
EMFILE: ION\Promise\CancelException: cancel, signal 15, alive 0
in the end: alive 0
