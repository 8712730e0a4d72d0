--TEST--
SAPI: requests of FPM that run programs leave nothing behind
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
file_put_contents("$root/index.php", <<<'PHP'
<?php
parse_str($_SERVER['QUERY_STRING'], $query);
switch ($query['case']) {
    case 'run':
        echo ION\Process::run('echo out; exit 3')->status;
        break;
    case 'left':
        ION\Process::exec(['sleep', '60'], ['pid' => &$pid]);
        echo $pid;
        break;
    case 'fatal':
        ini_set('display_errors', '0');
        ION::await(0)->then(function () { trigger_error('x', E_USER_ERROR); });
        ION\Process::exec(['sleep', '60']);
        ION::dispatch();
        break;
    case 'slow':
        file_put_contents($query['file'], (string) getmypid());
        ION\Process::exec(['sleep', '60'], ['pid' => &$pid])->then(fn () => null, fn () => null);
        file_put_contents($query['file'], "$pid");
        ION::dispatch();
        break;
    case 'state':
        $links = array_map(fn ($fd) => preg_replace('/\d+/', 'N', (string) @readlink("/proc/self/fd/$fd")), scandir('/proc/self/fd'));
        sort($links);
        preg_match_all('/^(?:SigBlk|SigIgn|SigCgt):.*$/m', file_get_contents('/proc/self/status'), $m);
        $children = implode(',', array_map('file_get_contents', glob('/proc/self/task/*/children')));
        echo json_encode([$links, $m[0], $children, ION::getStats()['watchers']]);
        break;
}
PHP);
$socket = ion_test_temp('socket');
$config = ion_test_temp('conf');
file_put_contents($config, "[global]\nerror_log=/dev/null\ndaemonize=no\n[www]\nlisten=$socket\npm=static\npm.max_children=1\n" .
    "request_terminate_timeout=1s\n" . (ion_test_status('Uid') === 0 ? "user=root\ngroup=root\n" : ''));
$fpm = proc_open([ion_skip_fpm(), '-R', '-n', '-d', 'extension=' . ion_test_so(), '-F', '-y', $config], [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['file', '/dev/null', 'w']], $pipes);
ion_test_wait(fn () => ($s = @stream_socket_client("unix://$socket")) !== false && fclose($s), 'the server');
$get = fn (string $query) => ion_fcgi_get($socket, "$root/index.php", $query);

$get('case=run');
$before = $get('case=state');
for ($i = 0; $i < 50; $i++) {
    $seen[] = $get('case=run');
}
echo implode(' ', array_unique($seen)), "\n";
echo 'fatal: ', $get('case=fatal'), "\n";
$pid = (int) $get('case=left');
ion_test_wait(fn () => ion_test_state($pid) === '', 'the end of the program that was left');
$after = $get('case=state');
echo $before === $after ? "the same state\n" : "before: $before\nafter:  $after\n";
/* a request that FPM ends by force takes its program along */
$file = ion_test_temp('pid');
$get("case=slow&file=$file");
$pid = (int) file_get_contents($file);
ion_test_wait(fn () => in_array(ion_test_state($pid), ['', 'Z'], true), 'the end of the program of a terminated request');
echo 'after it: ', $get('case=run'), "\n";
proc_terminate($fpm, 15);
proc_close($fpm);
unlink("$root/index.php");

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
3
fatal: 
the same state
after it: 3
