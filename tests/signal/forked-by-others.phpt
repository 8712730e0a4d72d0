--TEST--
Signal: a child that pcntl forked has the old dispositions before it runs
--EXTENSIONS--
posix
pcntl
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

$heard = 0;
Process::signal('USR1')->then(function () use (&$heard) {
    $heard++;
});
$pid = pcntl_fork();
if ($pid === 0) {
    posix_kill(getmypid(), SIGUSR1);
    posix_kill(getmypid(), SIGKILL);
}
pcntl_waitpid($pid, $status);
var_dump(pcntl_wifsignaled($status) ? pcntl_wtermsig($status) : null);
ION::dispatch(ION::LOOP_NONBLOCK);

$pid = pcntl_fork();
if ($pid === 0) {
    ION::reinit();
    Process::signal('USR1')->then(function () {
        posix_kill(getmypid(), SIGKILL);
    });
    Process::kill(getmypid(), 'USR1');
    ION::dispatch();
}
pcntl_waitpid($pid, $status);
var_dump(pcntl_wifsignaled($status) ? pcntl_wtermsig($status) : null, $heard);
Process::clearSignal();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(10)
int(9)
int(0)
