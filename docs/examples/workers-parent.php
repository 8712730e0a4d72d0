<?php
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;

$worker = (new ChildProcess())->start(function (IPC $master) {
    Process::whenParentExit()->then(function (int $pid) {
        // 1.5 s to finish what is under way
    });
    $master->whenDisconnected()->then(function () {
        print "the master has gone, or does not want me any more\n";
    });
    Process::ready();
});
$worker->whenReady()->await();
print "worker " . (Process::getChildProcess($worker->getPID()) === $worker ? 'registered' : '?') . "\n";
$worker->getIPC()->close();
$worker->whenExit()->await();
