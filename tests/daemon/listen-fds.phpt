--TEST--
Daemon: getListenFds() takes over the sockets of the service manager
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$code = ion_test_temp('code.php');
file_put_contents($code, '<?php require ' . var_export(realpath(__DIR__ . '/../_lib/process.inc'), true) . ';' . <<<'PHP'
use ION\Process;
$list = ion_test_try(fn () => Process::getListenFds());
echo json_encode(array_keys($list ?? [])), "\n";
if (!$list) {
    exit;
}
var_dump(Process::getListenFds() === $list, count(array_filter($list, 'is_resource')) === count($list));
foreach ($list as $name => $stream) {
    if (str_starts_with(stream_get_meta_data($stream)['stream_type'] ?? '', 'tcp') || str_starts_with(stream_get_meta_data($stream)['stream_type'] ?? '', 'unix')) {
        $client = stream_socket_accept($stream, 5);
        fwrite($client, "$name: hello\n");
        fclose($client);
    } else {
        echo "$name: ", stream_get_contents($stream), "\n";
    }
}
/* not for programs */
var_dump(str_contains(Process::run('ls /proc/self/fd')->stdout . shell_exec('ls /proc/self/fd'), "\n4\n"));
/* workers have them */
$child = (new ION\Process\ChildProcess())->start(fn () => exit(Process::getListenFds() === $list ? 5 : 1));
$child->whenExit()->await();
var_dump($child->getExitStatus());
PHP);
$tcp = stream_socket_server('tcp://127.0.0.1:0');
$path = ion_test_temp('socket');
$unix = stream_socket_server("unix://$path");
$file = tmpfile();
fwrite($file, 'a file');
rewind($file);
$run = function (string $title, string $variables, array $addresses = []) use ($code, $tcp, $unix, $file) {
    echo "--- $title\n";
    $argv = ['sh', '-c', "$variables; export LISTEN_PID LISTEN_FDS LISTEN_FDNAMES; exec \"\$@\"", 'sh', ...ion_test_php([$code])];
    $process = proc_open($argv, [0 => ['file', '/dev/null', 'r'], 1 => ['pipe', 'w'], 3 => $tcp, 4 => $unix, 5 => $file], $pipes);
    foreach ($addresses as $address) {
        $client = stream_socket_client($address);
        echo fgets($client);
        fclose($client);
    }
    echo preg_replace('/descriptor \d+/', 'descriptor N', stream_get_contents($pipes[1]));
    fclose($pipes[1]);
    ion_test_close($process);
};
$addresses = ['tcp://' . stream_socket_get_name($tcp, false), "unix://$path"];
$run('names', 'LISTEN_PID=$$ LISTEN_FDS=3 LISTEN_FDNAMES=http:admin:state', $addresses);
$run('the same name', 'LISTEN_PID=$$ LISTEN_FDS=2 LISTEN_FDNAMES=http:http', $addresses);
$run('no names', 'LISTEN_PID=$$ LISTEN_FDS=2; unset LISTEN_FDNAMES', $addresses);
$run('another process', 'LISTEN_PID=1 LISTEN_FDS=2');
$run('none', 'unset LISTEN_PID LISTEN_FDS');
$run('nonsense', 'LISTEN_PID=$$ LISTEN_FDS=x');
$run('too many', 'LISTEN_PID=$$ LISTEN_FDS=2000');
array_map('fclose', [$tcp, $unix, $file]);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
--- names
http: hello
admin: hello
["http","admin","state"]
bool(true)
bool(true)
state: a file
bool(false)
int(5)
--- the same name
http: hello
http:1: hello
["http","http:1"]
bool(true)
bool(true)
bool(false)
int(5)
--- no names
unknown: hello
unknown:1: hello
["unknown","unknown:1"]
bool(true)
bool(true)
bool(false)
int(5)
--- another process
[]
--- none
[]
--- nonsense
[]
--- too many
ION\ProcessException: LISTEN_FDS promises descriptor N, which is not there: Bad file descriptor
[]
