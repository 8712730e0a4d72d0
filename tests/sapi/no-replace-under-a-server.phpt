--TEST--
SAPI: under a web server replace() is refused, which() is not
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
    ION\Process::replace(['echo', 'MUST NOT RUN']);
} catch (ION\InvalidUsageException $e) {
    echo $e->getMessage(), "\n";
}
var_dump(ION\Process::which('sh', '/bin'));
PHP);
$probe = stream_socket_server('tcp://127.0.0.1:0');
$address = stream_socket_get_name($probe, false);
fclose($probe);
$server = proc_open(ion_test_php(['-S', $address, '-t', $root]), [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['file', '/dev/null', 'w']], $pipes);
ion_test_wait(fn () => ($s = @stream_socket_client("tcp://$address")) !== false && fclose($s), 'the server');
echo file_get_contents("http://$address/", false, stream_context_create(['http' => ['timeout' => 30]]));
proc_terminate($server, 9);
ion_test_close($server);
unlink("$root/index.php");

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ION\Process::replace(): not under the SAPI "cli-server": the process is the server's. Run programs with ION\Process::exec()
string(7) "/bin/sh"
