<?php
use ION\Process;
use ION\Process\ChildProcess;

for ($i = 0; $i < 3; $i++) {
    $worker = (new ChildProcess())->start(function () {
        Process::ready();
        Process::whenShutdown()->await();
        // finish what is under way
        Process::exit(0);
    });
    $ready[] = $worker->whenReady();
}
Process::whenShutdown()->then(function (int $signal) {
    print "asked to end by signal $signal\n";
    print 'told ' . Process::killAll('TERM') . " workers\n";
});
Process::whenAllExit()->then(fn () => print "all have ended\n");

ION\Promise::all($ready)->then(fn () => Process::kill(Process::getPid(), 'TERM'));
ION::dispatch();
