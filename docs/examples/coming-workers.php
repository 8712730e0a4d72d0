<?php
use ION\Process;
use ION\Process\ChildProcess;

// one, and what is to be done when it has succeeded
$worker = (new ChildProcess())->start(function () {
    print 'hello from the worker ' . Process::getPid() . "\n";
});
$worker->whenExit()->then(function (ChildProcess $worker) {
    print $worker->getExitStatus() === 0 ? "success\n" : "failure\n";
})->await();

// ten, and all of them waited for
for ($i = 0; $i < 10; $i++) {
    (new ChildProcess())->start(fn () => ION::await(0.01));
}
Process::whenAllExit()->await();
print Process::getStats()['finished'] . " have ended\n";
