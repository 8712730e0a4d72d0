<?php
use ION\Process\ChildProcess;

/* Starts a worker again when it fails, three times at most. */
$keep = function (callable $main) {
    for ($try = 1; $try <= 3; $try++) {
        $worker = (new ChildProcess())->start($main);
        yield $worker->whenExit();
        if (!$worker->isSignaled() && $worker->getExitStatus() === 0) {
            print "try $try: done\n";
            return;
        }
        print "try $try: " . ($worker->isSignaled() ? "signal {$worker->getSignal()}" : "code {$worker->getExitStatus()}") . "\n";
        yield ION::await(0.01 * $try);
    }
    print "given up\n";
};

$log = tempnam(sys_get_temp_dir(), 'tries');
ION::promise($keep(function () use ($log) {
    file_put_contents($log, '.', FILE_APPEND);
    $tries = filesize($log);
    if ($tries < 3) {
        exit($tries);
    }
}))->await();
unlink($log);
