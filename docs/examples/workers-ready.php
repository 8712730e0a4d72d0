<?php
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;

$worker = (new ChildProcess())->start(function (IPC $master) {
    yield ION::await(0.05);     // opens its database, fills its caches ...
    Process::ready();
    yield $master->whenDisconnected();
});

// at most 5 s
ION::promise([$worker->whenReady()])->timeout(5.0)->await();
print "the worker is ready\n";
$worker->stop()->await();
print "stopped by signal {$worker->getSignal()}\n";
