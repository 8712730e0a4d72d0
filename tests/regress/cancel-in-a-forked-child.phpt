--TEST--
Process: in a forked child cancel() does nothing to the programs of the parent
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\ChildProcess;

$program = Process::exec(['sleep', '60'], ['pid' => &$pid]);
ION::dispatch(ION::LOOP_NONBLOCK);

$forked = pcntl_fork();
if ($forked === 0) {
    ION::dispatch();
    $program->cancel('no longer wanted');
    ION::dispatch();
    posix_kill(getmypid(), SIGKILL);
}
pcntl_waitpid($forked, $status);
var_dump(pcntl_wtermsig($status), ion_test_state($pid) !== '' && ion_test_state($pid) !== 'Z');

$worker = (new ChildProcess())->start(function () use ($program) {
    $program->cancel('no longer wanted');
    exit(7);
});
$worker->whenExit()->await();
var_dump($worker->getExitStatus(), ion_test_state($pid) !== '' && ion_test_state($pid) !== 'Z');

$program->cancel('no longer wanted');
try {
    $program->await();
} catch (ION\Promise\CancelException $e) {
    echo "cancelled by who owns it\n";
}
$e = null;

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(9)
bool(true)
int(7)
bool(true)
cancelled by who owns it
