<?php
use ION\Process;
use ION\Process\ChildProcess;

/* Keeps a worker alive: starts it again whenever it ends with an error, unless all are to end. */
$keep = function (callable $main) use (&$restarts) {
    while (true) {
        $worker = (new ChildProcess())->start($main);
        yield $worker->whenExit();
        if ($worker->getExitStatus() === 0 || Process::isShutdownRequested()) {
            return;
        }
        $restarts++;
        yield ION::await(0.01);     // one that fails at once does not keep the machine busy
    }
};

$restarts = 0;
$log = tempnam(sys_get_temp_dir(), 'runs');
for ($i = 0; $i < 10; $i++) {
    $kept[] = ION::promise($keep(function () use ($log, $i) {
        // each fails the first time
        file_put_contents($log, "$i\n", FILE_APPEND | LOCK_EX);
        $runs = array_count_values(file($log, FILE_IGNORE_NEW_LINES));
        exit($runs[$i] === 1 ? 1 : 0);
    }));
}
ION::promise($kept)->await();
unlink($log);
print "10 workers, $restarts restarts\n";
