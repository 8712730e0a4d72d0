--TEST--
Child: the examples of masters and workers run as they stand
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

$worker = new ION\Process\ChildProcess();

$worker->whenStarted()->then(function (ION\Process\ChildProcess $worker) {
    echo "started\n";
});
$worker->whenExit()->then(function (ION\Process\ChildProcess $worker) {
    echo "exited\n";
});
$worker->getIPC()->whenIncoming()->then(function (ION\Process\IPC\Message $message) use ($worker) {
    echo "from the worker: $message->data\n";
    var_dump($message->pid === $worker->getPID(), $message->context === $worker);
});
$worker->getIPC()->whenDisconnected()->then(function (ION\Process\ChildProcess $worker) {
    echo "disconnected\n";
});
$worker->getIPC()->send('early');
$worker->start(function (ION\Process\IPC $master_ipc) {
    $master_ipc->whenIncoming()->then(function (ION\Process\IPC\Message $message) use ($master_ipc) {
        $master_ipc->send("got $message->data of " . ($message->pid === posix_getppid() ? 'my parent' : 'somebody'));
        $master_ipc->send(get_debug_type($message->context) . ' ' . (int) ($message->context->getPID() === getmypid()));
        $master_ipc->close();
    });
    $master_ipc->whenDisconnected()->then(function (ION\Process\ChildProcess $worker) {
        // the end of the parent, or of the channel
    });
});
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
started
from the worker: got early of my parent
bool(true)
bool(true)
from the worker: ION\Process\ChildProcess 1
bool(true)
bool(true)
disconnected
exited
