<?php
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

$worker = new ChildProcess();

$worker->getIPC()->whenIncoming()->then(function (Message $message) {
    print "from the worker: $message->data\n";
});
$worker->whenExit()->then(function (ChildProcess $worker) {
    print "the worker has ended with code {$worker->getExitStatus()}\n";
});

$worker->start(function (IPC $master) {
    $master->whenIncoming()->then(function (Message $message) use ($master) {
        $master->send(strtoupper($message->data));
        $master->close();
    });
});
$worker->getIPC()->send('hello');

ION::dispatch();
