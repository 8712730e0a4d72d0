--TEST--
Tree: at the end of a script programs are stopped with all that they have started, however it ends
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

$begin = '
    foreach (["TERM", ""] as $traps) {
        ION\Process::exec($traps === "" ? $argv[2] : $argv[3], [
            "env" => ["PIDS" => $argv[1]], "stop" => [["TERM", 0.1], ["KILL", 0]]])->onFail(fn () => 0);
    }
    while (substr_count((string) @file_get_contents($argv[1]), "\n") < 3) { ION::dispatch(ION::LOOP_NONBLOCK); usleep(1000); }
';
$ends = [
    'return' => 'return;',
    'exit' => 'exit(3);',
    'exception' => 'throw new Exception("oops");',
    'fatal' => 'ini_set("memory_limit", "4M"); $a = []; for (;;) { $a[] = str_repeat("x", 100000); }',
];
foreach ($ends as $name => $code) {
    $pids = ion_test_temp('pids');
    $daemon = ion_tree_daemon('TERM');
    $args = [$pids, "$daemon; exec sleep 1000", "$daemon; " . ion_tree_sleeper() . '; echo'];
    $result = ion_test_code($begin . $code, $args);
    echo "$name: code $result[code], alive ", ion_tree_alive(ion_tree_pids($pids, 3)), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
return: code 0, alive 0
exit: code 3, alive 0
exception: code 255, alive 0
fatal: code 255, alive 0
