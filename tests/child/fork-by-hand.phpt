--TEST--
Child: Process::fork() gives the child a loop of its own
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

$timer = ION::await(0.05);
$fired = 0;
$timer->then(function () use (&$fired) { $fired++; });
$pair = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$worker = (new ChildProcess())->start(function (IPC $m) { yield $m->whenDisconnected(); });
$worker->whenStarted()->await();
$pid = Process::fork();
if ($pid === 0) {
    $own = false;
    ION::await(0.1)->then(function () use (&$own) { $own = true; });
    ION::dispatch();
    fwrite($pair[1], json_encode([$fired, $own, Process::isChild(), Process::hasParentIPC(), Process::getChildProcesses(), $worker->getIPC()->isConnected()]) . "\n");
    posix_kill(getmypid(), SIGKILL);
}
var_dump($pid > 0, Process::isChild());
pcntl_waitpid($pid, $status);
echo fgets($pair[0]);
ION::dispatch(ION::LOOP_ONCE);
$timer->await();
var_dump($fired, $worker->isAlive());
$worker->getIPC()->close();
$worker->whenExit()->await();
foreach (['a fiber' => fn () => (new Fiber(fn () => Process::fork()))->start(), 'a callback' => fn () => ION::await(0)->then(fn () => Process::fork())->await()] as $where => $how) {
    try {
        $how();
    } catch (ION\InvalidUsageException $e) {
        echo "in $where: ", strtok($e->getMessage(), '.'), "\n";
    }
}
fclose($pair[0]);
fclose($pair[1]);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
bool(false)
[0,true,true,false,[],false]
int(1)
bool(true)
in a fiber: ION\Process::fork(): not in a Fiber, whose caller would go on in both processes
in a callback: ION\Process::fork(): not in a callback of the loop, which the child would have to leave
