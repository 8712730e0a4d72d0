--TEST--
Child: a child of pcntl_fork() leaves the workers and channels of its parent alone
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

$worker = new ChildProcess();
$worker->getIPC()->whenIncoming()->then(fn (Message $m) => print("$m->data\n"));
$worker->start(function (IPC $master) { $master->whenIncoming()->then(function (Message $m) use ($master) { $master->send("echo $m->data"); $master->close(); }); });
$worker->whenStarted()->await();
$pair = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$pid = pcntl_fork();
if ($pid === 0) {
    $ok = !Process::hasChildProcess($worker->getPID()) && !$worker->getIPC()->isConnected();
    try {
        $worker->kill('KILL');
        $ok = false;
    } catch (ION\InvalidUsageException $e) {
    }
    ION::dispatch();
    $own = (new ChildProcess())->start(fn () => exit(9));
    $own->whenExit()->await();
    fwrite($pair[1], $ok ? "{$own->getExitStatus()}\n" : "bad\n");
    posix_kill(getmypid(), SIGKILL);
}
pcntl_waitpid($pid, $status);
echo fgets($pair[0]);
array_map(fclose(...), $pair);
var_dump($worker->isAlive());
$worker->getIPC()->send('still there');
ION::dispatch();
var_dump($worker->getExitStatus());

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
9
bool(true)
echo still there
int(0)
