--TEST--
Process: when replace() fails, the process goes on with all that it had
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
extension_loaded('pcntl') || exit('skip needs pcntl');
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;

/* no interpreter that the kernel knows: found out by execve(2) itself, when all is ready for it */
$text = ion_test_temp('text');
file_put_contents($text, "this is no program\n");
chmod($text, 0755);

function flags(): array
{
    $flags = [];
    foreach (scandir('/proc/self/fd') as $fd) {
        $info = @file_get_contents("/proc/self/fdinfo/$fd");
        if ($info !== false && preg_match('/^flags:\s+(\d+)/m', $info, $found)) {
            $flags[$fd] = $found[1];
        }
    }
    return $flags;
}

function signals(): array
{
    return array_values(preg_grep('/^(Sig[^Q]|Shd)/', file('/proc/self/status')));
}

$usr1 = 0;
pcntl_async_signals(true);
pcntl_signal(SIGUSR1, function () use (&$usr1) {
    $usr1++;
});
pcntl_signal(SIGUSR2, SIG_IGN);
Process::signal('HUP')->then(function () {
    echo "HUP seen\n";
});
pcntl_sigprocmask(SIG_BLOCK, [SIGTERM, SIGRTMIN], $mask);
$socket = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$file = fopen(__FILE__, 'r');
pcntl_alarm(100);
$before = [flags(), signals(), getcwd(), getmypid()];

ob_start();
echo "printed before\n";
foreach ([[$text], ['/nonesuch'], ['nonesuch'], [__DIR__], ['/dev/null'], ["$text/below"], ['true', str_repeat('x', 200000)]] as $argv) {
    try {
        Process::replace($argv);
    } catch (Process\SpawnException $e) {
        $lines[] = "$e->stage $e->errno " . strtok($e->getMessage(), ':');
    }
}
echo preg_replace(['~/\S*/ion-test-[\d-]+text~', "/'true.*/", '~/\S*/process~'], ['TEXT', "'true ...'", 'DIR'], implode("\n", $lines)), "\n";
ob_end_flush();

$after = [flags(), signals(), getcwd(), getmypid()];
var_dump($before === $after);
var_dump(pcntl_alarm(0) > 50);
Process::kill(getmypid(), SIGUSR1);
Process::kill(getmypid(), SIGHUP);
ION::dispatch(ION::LOOP_ONCE);
var_dump($usr1);
Process::clearSignal(null);
pcntl_signal(SIGUSR1, SIG_DFL);
pcntl_signal(SIGUSR2, SIG_DFL);
pcntl_sigprocmask(SIG_SETMASK, $mask);
echo Process::run(['echo', 'programs run'])->stdout;
unset($socket, $file);


require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
printed before
exec 8 cannot start 'TEXT'
exec 2 cannot start '/nonesuch'
exec 2 cannot start 'nonesuch'
exec 13 cannot start 'DIR'
exec 13 cannot start '/dev/null'
exec 20 cannot start 'TEXT/below'
exec 7 cannot start 'true ...'
bool(true)
bool(true)
HUP seen
int(1)
programs run
