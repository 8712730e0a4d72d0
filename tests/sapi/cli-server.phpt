--TEST--
SAPI: requests of php -S that run programs leave nothing behind
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$root = ion_test_temp('root');
mkdir($root);
file_put_contents("$root/index.php", <<<'PHP'
<?php
header('Content-Type: text/plain');
switch ($_GET['case']) {
    case 'run':
        echo ION\Process::run('echo out; exit 3')->status;
        break;
    case 'many':
        for ($i = 0; $i < 20; $i++) {
            $all[] = ION\Process::exec("echo $i", ['stdin' => 'x']);
        }
        echo count(array_filter(ION\Promise::all($all)->await(), fn ($r) => $r->ok()));
        break;
    case 'left':
        ION\Process::exec(['sleep', '60'], ['pid' => &$pid, 'stdin' => str_repeat('x', 1_000_000)]);
        ION::interval(0.001, 'left')->onDone(function () { echo 'MUST NOT RUN'; });
        ION::setErrorHandler(function () { echo 'MUST NOT RUN'; });
        echo $pid;
        break;
    case 'fatal':
        ini_set('display_errors', '0');
        ION::await(0)->then(function () { trigger_error('x', E_USER_ERROR); });
        ION\Process::exec(['sleep', '60']);
        ION::dispatch();
        break;
    case 'exit':
        ION::await(0)->then(function () { exit('bye'); });
        ION\Process::run(['sleep', '60']);
        break;
    case 'state':
        $links = array_map(fn ($fd) => preg_replace('/\d+/', 'N', (string) @readlink("/proc/self/fd/$fd")), scandir('/proc/self/fd'));
        sort($links);
        preg_match_all('/^(?:SigBlk|SigIgn|SigCgt):.*$/m', file_get_contents('/proc/self/status'), $m);
        $children = implode(',', array_map('file_get_contents', glob('/proc/self/task/*/children')));
        echo json_encode([$links, $m[0], $children, ION::getStats()['watchers'], ION::getStats()['calls_count'], ION::dispatch()]);
        break;
}
PHP);
$probe = stream_socket_server('tcp://127.0.0.1:0');
$address = stream_socket_get_name($probe, false);
fclose($probe);
$server = proc_open(ion_test_php(['-S', $address, '-t', $root]), [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['file', '/dev/null', 'w']], $pipes, null, ['PHP_CLI_SERVER_WORKERS' => '1'] + getenv());
ion_test_wait(fn () => ($s = @stream_socket_client("tcp://$address")) !== false && fclose($s), 'the server');
$get = fn (string $case) => file_get_contents("http://$address/?case=$case", false, stream_context_create(['http' => ['ignore_errors' => true, 'timeout' => 30]]));

$get('run');
$before = $get('state');
foreach (['run', 'many', 'run', 'fatal', 'exit', 'run'] as $case) {
    echo "$case: ", $get($case), "\n";
}
$pid = (int) $get('left');
ion_test_wait(fn () => ion_test_state($pid) === '', 'the end of the program that was left');
/* a client that goes away in the middle */
$client = stream_socket_client("tcp://$address");
fwrite($client, "GET /?case=many HTTP/1.0\r\n\r\n");
fclose($client);
echo 'after it: ', $get('run'), "\n";
$after = $get('state');
echo $before === $after ? "the same state\n" : "before: $before\nafter:  $after\n";
proc_terminate($server, 9);
proc_close($server);
unlink("$root/index.php");

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
run: 3
many: 20
run: 3
fatal: 
exit: bye
run: 3
after it: 3
the same state
