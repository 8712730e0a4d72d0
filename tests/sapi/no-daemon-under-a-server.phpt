--TEST--
SAPI: a request of FPM becomes no daemon and keeps the title of its server
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
use ION\Process;
try {
    Process::daemonize();
    echo "NEVER\n";
} catch (ION\InvalidUsageException $e) {
    echo strtok($e->getMessage(), ':'), "\n";
}
$cmdline = file_get_contents('/proc/self/cmdline');
var_dump(Process::isTitleSupported());
Process::setTitle('a request');
var_dump(Process::getTitle(), file_get_contents('/proc/self/cmdline') === $cmdline, trim(file_get_contents('/proc/self/comm')));
var_dump(Process::getUser()['name'], Process::notify('READY=1'), Process::getListenFds());
Process::lockPidFile(__DIR__ . '/pid');
var_dump(trim(file_get_contents(__DIR__ . '/pid')) === (string) getmypid());
PHP);
$socket = ion_test_temp('socket');
$config = ion_test_temp('conf');
file_put_contents($config, "[global]\nerror_log=/dev/null\ndaemonize=no\n[www]\nlisten=$socket\npm=static\npm.max_children=1\n"
    . (ion_test_status('Uid') === 0 ? "user=root\ngroup=root\n" : ''));
$fpm = proc_open([ion_skip_fpm(), '-R', '-n', '-d', 'extension=' . ion_test_so(), '-F', '-y', $config], [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['file', '/dev/null', 'w']], $pipes);
ion_test_wait(fn () => ($s = @stream_socket_client("unix://$socket")) !== false && fclose($s), 'the server');
$first = ion_fcgi_get($socket, "$root/index.php", '');
echo $first;
/* the lock of a request is gone with it, and so is its title */
var_dump(file_exists("$root/pid"), ion_fcgi_get($socket, "$root/index.php", '') === $first);
proc_terminate($fpm, 15);
proc_close($fpm);
unlink("$root/index.php");

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
Cannot fork under the SAPI "fpm-fcgi"
bool(false)
string(9) "a request"
bool(true)
string(9) "a request"
string(4) "root"
bool(false)
array(0) {
}
bool(true)
bool(false)
bool(true)
