--TEST--
Daemon: daemonize() returns success when the daemon is ready, and the daemon lives on
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
require __DIR__ . '/daemon.inc';

$dir = ion_test_directory();
$code = <<<'PHP'
final class Tracer { function __destruct() { note('destructor, ' . $GLOBALS['who']()); } }
$who = fn () => getmypid() === $GLOBALS['starter'] ? 'starter' : 'daemon';
$starter = getmypid();
$tracer = new Tracer();
register_shutdown_function(fn () => note('shutdown function, ' . $who()));
$temporary = tmpfile();
ION::delay(0.01, fn () => note('NEVER: a timer of the starter'));
ob_start();
echo "before\n";
chdir($dir);
umask(0o022);
Process::daemonize(['pidFile' => 'daemon.pid', 'title' => 'ion-test-daemon', 'stdout' => 'out', 'stderr' => 'err', 'umask' => 0o027]);
ob_end_flush();
$session = posix_getsid(0);
note(json_encode(['pid file' => (int) file_get_contents("$dir/daemon.pid") === getmypid(), 'session' => $session !== getmypid() && $session !== posix_getsid($starter),
    'terminal' => explode(' ', file_get_contents('/proc/self/stat'))[6], 'cwd' => getcwd(), 'umask' => sprintf('%03o', umask()), 'stdin' => readlink('/proc/self/fd/0'),
    'title' => trim(file_get_contents('/proc/self/cmdline'), "\0"), 'child' => Process::isChild(), 'blocked' => trim(shell_exec('grep SigBlk /proc/self/status | cut -f 2'), "0\n"),
    'temporary' => file_exists(stream_get_meta_data($temporary)['uri'])]));
echo "to the log\n";
fwrite(STDERR, "to the log of errors\n");
Process::run(['true']);
ION::await(0.05)->then(function () { note('ready'); Process::ready(); Process::ready(); });
/* the starter is gone, which makes us an orphan */
ION::onSignal('TERM', function () { note('stopped'); ION::stop(); });
ION::dispatch();
exit(3);
PHP;
echo ion_test_start($code, $dir);
echo ion_test_notes($dir);
$pid = (int) file_get_contents("$dir/daemon.pid");
var_dump(in_array(ion_test_state($pid), ['R', 'S', 'D'], true), ion_test_status('PPid', $pid) !== getmypid());
echo "a second one\n", str_replace("it says $pid", 'it says PID', ion_test_start($code, $dir)), ion_test_notes($dir);
posix_kill($pid, SIGTERM);
ion_test_gone($pid);
echo "after its end\n", ion_test_notes($dir);
var_dump(file_exists("$dir/daemon.pid"), file_get_contents("$dir/out"), file_get_contents("$dir/err"), decoct(fileperms("$dir/out") & 0o777));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
before
code 0
{"pid file":true,"session":true,"terminal":"0","cwd":"\/","umask":"027","stdin":"\/dev\/null","title":"ion-test-daemon","child":false,"blocked":"","temporary":true}
ready
bool(true)
bool(true)
a second one
before

Fatal error: Uncaught ION\ProcessException: Cannot lock the pid file 'DIR/daemon.pid', which is locked already (it says PID): Resource temporarily unavailable in DIR/code.php:13
Stack trace:
#0 DIR/code.php(13): ION\Process::daemonize(Array)
#1 {main}
  thrown in DIR/code.php on line 13
code 255
shutdown function, starter
destructor, starter
after its end
stopped
shutdown function, daemon
destructor, daemon
bool(false)
string(11) "to the log
"
string(21) "to the log of errors
"
string(3) "640"
