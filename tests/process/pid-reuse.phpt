--TEST--
Process: a signal never hits a stranger that got the pid of an ended program
--EXTENSIONS--
pcntl
posix
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_pid_namespace();
ion_skip_if_forced();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$code = <<<'PHP'
$next = fn (int $pid) => file_put_contents('/proc/sys/kernel/ns_last_pid', (string) ($pid - 1));
$next(5000);
$promise = ION\Process::exec(['sleep', '60'], ['pid' => &$pid]);
posix_kill($pid, SIGKILL);
pcntl_waitpid($pid, $status);
$next(5000);
$stranger = pcntl_fork();
if ($stranger === 0) {
    pcntl_signal(SIGTERM, SIG_DFL);
    sleep(60);
    posix_kill(posix_getpid(), SIGKILL);
}
echo $pid === $stranger ? 'same pid' : "pids $pid $stranger", "\n";
$promise->cancel('x');
try {
    $promise->await();
} catch (ION\Promise\CancelException $e) {
    echo $e->result->cause, "\n";
}
echo pcntl_waitpid($stranger, $status, WNOHANG) === 0 ? 'the stranger lives' : 'the stranger was hit', "\n";
posix_kill($stranger, SIGKILL);
pcntl_waitpid($stranger, $status);
PHP;
$file = ion_test_temp('code.php');
file_put_contents($file, "<?php\n$code");
$end = ion_test_run(['unshare', '-pf', '--mount-proc', ...ion_test_php(['-d', 'extension=pcntl', '-d', 'extension=posix', $file])]);
echo preg_replace('/^.*(already loaded|Unable to load).*\n/m', '', $end['out']), $end['code'], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
%Asame pid
lost
the stranger lives
0
