--TEST--
SAPI: under a web server workers are refused, channels and programs are not
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$root = ion_test_temp('root');
mkdir($root);
file_put_contents("$root/index.php", <<<'PHP'
<?php
header('Content-Type: text/plain');
try {
    (new ION\Process\ChildProcess())->start(fn () => print('MUST NOT RUN'));
} catch (ION\InvalidUsageException $e) {
    echo $e->getMessage(), "\n";
}
try {
    ION\Process::fork();
} catch (ION\InvalidUsageException $e) {
    echo strtok($e->getMessage(), ':'), "\n";
}
[$a, $b] = ION\Process\IPC::create();
$b->whenIncoming()->then(function ($m) use ($b) { echo $m->data, "\n"; $b->close(); });
$a->send('a channel');
ION::dispatch();
echo ION\Process::run(['echo', 'a program'])->stdout;
PHP);
$probe = stream_socket_server('tcp://127.0.0.1:0');
$address = stream_socket_get_name($probe, false);
fclose($probe);
$server = proc_open(ion_test_php(['-S', $address, '-t', $root]), [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['file', '/dev/null', 'w']], $pipes);
ion_test_wait(fn () => ($s = @stream_socket_client("tcp://$address")) !== false && fclose($s), 'the server');
for ($i = 0; $i < 2; $i++) {
    echo file_get_contents("http://$address/", false, stream_context_create(['http' => ['timeout' => 30]]));
}
proc_terminate($server, 9);
ion_test_close($server);
unlink("$root/index.php");

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
Cannot fork under the SAPI "cli-server": the child would own the server's connections. Run programs with ION\Process::exec(), or fork on the command line
Cannot fork under the SAPI "cli-server"
a channel
a program
Cannot fork under the SAPI "cli-server": the child would own the server's connections. Run programs with ION\Process::exec(), or fork on the command line
Cannot fork under the SAPI "cli-server"
a channel
a program
