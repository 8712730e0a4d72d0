--TEST--
SAPI: two hundred requests of one FPM process with programs, scripts and queues, some left running, grow nothing
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_fpm();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

require __DIR__ . '/../_lib/fcgi.inc';
require __DIR__ . '/../_lib/skip.inc';

$root = ion_test_temp('root');
mkdir($root);
chmod($root, 0755);
file_put_contents("$root/script.php", '<?php $master = ION\Process::getParentIPC(); $master->send($master->whenIncoming()->await()->data . "!");');
file_put_contents("$root/index.php", <<<'PHP'
<?php
use ION\Process;
parse_str($_SERVER['QUERY_STRING'], $query);
switch ($query['case']) {
    case 'spawn':
        $program = Process::spawn(['cat']);
        $program->whenStarted()->await();
        $program->getStdin()->end('word')->await();
        echo $program->getStdout()->readAll()->await();
        break;
    case 'script':
        $child = Process::spawnScript(dirname($_SERVER['SCRIPT_FILENAME']) . '/script.php', [], ['php' => $query['php'], 'ini' => ['extension' => $query['so']]]);
        $child->whenStarted()->await();
        echo $child->getIPC()->send('word')->whenIncoming()->await()->data;
        break;
    case 'queue':
        $queue = new Process\ExecQueue(2);
        $all = array_map(fn ($i) => $queue->exec(['echo', "$i"]), [1, 2, 3]);
        echo implode('', array_map(fn ($exec) => trim($exec->stdout), ION\Promise::all($all)->await()));
        break;
    case 'left':
        /* every kind, none of them waited for, and the loop has not run for all */
        $queue = new Process\ExecQueue(1);
        $queue->exec(['sleep', '60'])->forget('');
        $queue->exec(['sleep', '60'])->forget('');
        $kept = [Process::spawn(['sleep', '60'], ['pty' => true]), Process::spawn('sleep 60 & sleep 60', ['stdio' => [3 => 'pipe']])];
        $kept[] = $child = Process::spawnScript(dirname($_SERVER['SCRIPT_FILENAME']) . '/script.php', [], ['php' => $query['php'], 'ini' => ['extension' => $query['so']]]);
        $child->getIPC()->whenIncoming()->then(fn () => null);
        ION::dispatch(ION::LOOP_NONBLOCK);
        Process::exec(['sleep', '60'])->forget('');
        echo 'left';
        break;
    case 'state':
        preg_match('/^VmRSS:\s+(\d+)/m', file_get_contents('/proc/self/status'), $m);
        echo json_encode(['fds' => count(scandir('/proc/self/fd')), 'children' => implode(',', array_map('file_get_contents', glob('/proc/self/task/*/children'))), 'rss' => (int) $m[1], 'pid' => getmypid()]);
        break;
}
PHP);
$socket = ion_test_temp('socket');
$config = ion_test_temp('conf');
file_put_contents($config, "[global]\nerror_log=/dev/null\ndaemonize=no\n[www]\nlisten=$socket\npm=static\npm.max_children=1\n" .
    'clear_env=no' . "\n" . (ion_test_status('Uid') === 0 ? "user=root\ngroup=root\n" : ''));
$fpm = proc_open([ion_skip_fpm(), '-R', '-n', '-d', 'extension=' . ion_test_so(), '-F', '-y', $config], [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['file', '/dev/null', 'w']], $pipes);
ion_test_wait(fn () => ($s = @stream_socket_client("unix://$socket")) !== false && fclose($s), 'the server');
$more = '&php=' . urlencode(PHP_BINARY) . '&so=' . urlencode(ion_test_so());
$get = fn (string $case) => ion_fcgi_get($socket, "$root/index.php", "case=$case$more");

$answers = [];
$requests = function (int $count) use ($get, &$answers): void {
    for ($i = 0; $i < $count; $i++) {
        $case = ['spawn', 'queue', 'script', 'left'][$i % 4];
        $answers["$case: " . $get($case)] = true;
    }
};
/* what is made once, and caches that fill */
$get('state');
$requests(40);
$before = json_decode($get('state'), true);
$requests(200);
$after = json_decode($get('state'), true);
echo implode("\n", array_keys($answers)), "\n";
foreach (['fds', 'children', 'pid'] as $key) {
    $before[$key] === $after[$key] || print("$key: $before[$key], then $after[$key]\n");
}
$growth = $after['rss'] - $before['rss'];
echo $growth < 600 ? "no growth\n" : "GROWN by $growth KiB\n";
proc_terminate($fpm, 15);
proc_close($fpm);
unlink("$root/index.php");
unlink("$root/script.php");

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
spawn: word
queue: 123
script: word!
left: left
no growth
