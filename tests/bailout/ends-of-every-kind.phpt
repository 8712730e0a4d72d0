--TEST--
End: however a script ends, what is attached ends with it and what is detached lives on
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$start = <<<'PHP'
use ION\Process;
Process::exec(['sleep', '61'], ['pid' => &$pids['attached exec']]);
Process::exec(['sleep', '62'], ['pid' => &$pids['detached exec'], 'detached' => true]);
Process::exec(['sh', '-c', 'trap "" HUP; echo 1; sleep 63'], ['pid' => &$pids['detached line'], 'detached' => true]);
$pipes[] = fopen('/dev/null', 'w');
Process::exec(['sleep', '64'], ['pid' => &$pids['attached in a session'], 'session' => true, 'stdio' => [1 => $pipes[0], 5 => $pipes[0]]]);
$spawned[] = Process::spawn(['sleep', '65']);
$spawned[] = Process::spawn(['cat', '/dev/zero'], ['stop' => [['INT', 0.01], ['KILL', 0]]]);
$spawned[] = Process::spawn(['sleep', '67'], ['detached' => true]);
$spawned[] = Process::spawn(['sleep', '68'], ['pty' => true]);
$spawned[] = Process::spawnScript($argv[2], [], json_decode($argv[3], true));
foreach (['attached spawn', 'attached with full pipes', 'detached spawn', 'attached at a terminal', 'attached script'] as $i => $kind) {
    $pids[$kind] = $spawned[$i]->getPID();
}
$spawned[0]->getStdout()->whenData()->then(fn () => null);
$worker = new Process\ChildProcess();
$worker->start(fn () => ION::await(69)->await());
$worker->whenStarted()->await();
$pids['attached worker'] = $worker->getPID();
file_put_contents($argv[1], json_encode($pids));
ini_set('display_errors', '0');
PHP;
/* who listens to a pipe hangs together with it: that is freed with the heap, and looks like a leak */
putenv('ION_ASAN_LEAKS=0');
$ends = [
    'return' => 'return;',
    'exit' => 'exit(3);',
    'fatal error' => 'trigger_error("x", E_USER_ERROR);',
    'uncaught exception' => 'throw new Exception("x");',
    'memory limit' => 'ini_set("memory_limit", "8M"); str_repeat("x", 100_000_000);',
    'SIGTERM' => 'posix_kill(getmypid(), 15); ION::dispatch();',
    'SIGKILL' => 'posix_kill(getmypid(), 9); ION::dispatch();',
    'exit in a callback' => 'ION::await(0)->then(function () { exit(4); }); ION::dispatch();',
    'uncaught exception in a fiber' => 'ION::async(function () { ION::await(0)->await(); throw new Exception("x"); })->await();',
];
$script = ion_test_temp('script.php');
file_put_contents($script, '<?php ION::await(66)->await();');
$isGone = fn (int $pid) => in_array(ion_test_state($pid), ['', 'Z'], true);
foreach ($ends as $name => $code) {
    $file = ion_test_temp('pids');
    $end = ion_test_code("$start\n$code", [$file, $script, json_encode(ion_test_script())]);
    $pids = json_decode(file_get_contents($file), true);
    $left = array_filter($pids, fn ($kind) => str_starts_with($kind, 'detached'), ARRAY_FILTER_USE_KEY);
    ion_test_wait(fn () => count(array_filter(array_diff_key($pids, $left), $isGone)) === count($pids) - count($left), "the end of what was attached, after: $name", 5);
    $alive = array_keys(array_filter($left, fn ($pid) => !$isGone($pid)));
    echo "$name: code $end[code], signal $end[signal], alive: ", implode(', ', $alive), $end['out'] . $end['err'] === '' ? '' : " PRINTED $end[out]$end[err]", "\n";
    foreach ($left as $pid) {
        /* each leads a group of its own */
        posix_kill(-$pid, 9);
    }
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
return: code 0, signal 0, alive: detached exec, detached line, detached spawn
exit: code 3, signal 0, alive: detached exec, detached line, detached spawn
fatal error: code 255, signal 0, alive: detached exec, detached line, detached spawn
uncaught exception: code 255, signal 0, alive: detached exec, detached line, detached spawn
memory limit: code 255, signal 0, alive: detached exec, detached line, detached spawn
SIGTERM: code -1, signal 15, alive: detached exec, detached line, detached spawn
SIGKILL: code -1, signal 9, alive: detached exec, detached line, detached spawn
exit in a callback: code 4, signal 0, alive: detached exec, detached line, detached spawn
uncaught exception in a fiber: code 255, signal 0, alive: detached exec, detached line, detached spawn
