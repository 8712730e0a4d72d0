--TEST--
End: programs do not outlive their script, however it ends
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$start = <<<'PHP'
ION\Process::exec(['sleep', '60'], ['pid' => &$pids['plain']]);
ION\Process::exec(['sh', '-c', 'trap "" TERM; : > "$1"; while :; do :; done', '-', $argv[2]],
    ['pid' => &$pids['stubborn'], 'stop' => [['TERM', 0.01], ['KILL', 0]]]);
ION\Process::exec(['sleep', '60'], ['pid' => &$pids['fed'], 'stdin' => str_repeat('x', 1_000_000)]);
ION\Process::exec(['sleep', '60'], ['pid' => &$pids['asked'], 'stdin' => (function () { while (true) { yield str_repeat('x', 65536); } })()]);
while (!file_exists($argv[2])) {
    ION::dispatch(ION::LOOP_NONBLOCK);
    clearstatcache();
}
file_put_contents($argv[1], json_encode($pids));
ini_set('display_errors', '0');
PHP;
$ends = [
    'return' => 'return;',
    'exit' => 'exit(3);',
    'exit in a callback' => 'ION::await(0)->then(function () { exit(4); }); ION::dispatch();',
    'fatal error' => 'trigger_error("x", E_USER_ERROR);',
    'fatal error in a callback' => 'ION::await(0)->then(function () { trigger_error("x", E_USER_ERROR); }); ION::dispatch();',
    'uncaught exception' => 'throw new Exception("x");',
    'uncaught exception in a fiber' => 'ION::async(function () { ION::await(0)->await(); throw new Exception("x"); })->await();',
    'memory limit' => 'ini_set("memory_limit", "8M"); str_repeat("x", 100_000_000);',
    'memory limit in a callback' => 'ini_set("memory_limit", "8M"); ION::await(0)->then(function () { str_repeat("x", 100_000_000); }); ION::dispatch();',
    'SIGTERM' => 'exec("kill -TERM " . getmypid()); ION::dispatch();',
    'SIGKILL' => 'exec("kill -KILL " . getmypid()); ION::dispatch();',
];
foreach ($ends as $name => $code) {
    $file = ion_test_temp('pids');
    $end = ion_test_code("$start\n$code", [$file, ion_test_temp('ready')]);
    $pids = json_decode(file_get_contents($file), true);
    ion_test_wait(function () use (&$pids) {
        $pids = array_filter($pids, fn ($pid) => !in_array(ion_test_state($pid), ['', 'Z'], true));
        return !$pids;
    }, "the end of the programs after: $name", 5);
    echo "$name: code $end[code], signal $end[signal]", $end['out'] . $end['err'] === '' ? '' : " PRINTED $end[out]$end[err]", "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
return: code 0, signal 0
exit: code 3, signal 0
exit in a callback: code 4, signal 0
fatal error: code 255, signal 0
fatal error in a callback: code 255, signal 0
uncaught exception: code 255, signal 0
uncaught exception in a fiber: code 255, signal 0
memory limit: code 255, signal 0
memory limit in a callback: code 255, signal 0
SIGTERM: code -1, signal 15
SIGKILL: code -1, signal 9
