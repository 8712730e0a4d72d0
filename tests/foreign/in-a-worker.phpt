--TEST--
Foreign: an object that a worker inherits works on there, and is not the worker's to settle for its master
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;
use ION\Process\ChildProcess;

$theirs = proc_open(['sleep', '20'], [], $pipes);
$process = Process::attach(proc_get_status($theirs)['pid']);
$told = 0;
$process->whenExit()->then(function () use (&$told) {
    $told++;
});
$worker = (new ChildProcess())->start(function () use ($process, &$told) {
    if (!$process->isAlive()) {
        exit(1);
    }
    Process::ready();
    $process->whenExit()->await();
    exit($told === 0 && !$process->isAlive() ? 42 : 2);
});
$worker->whenReady()->then(fn () => $process->kill('KILL'));
$worker->whenExit()->then(fn ($worker) => print("worker: {$worker->getExitStatus()}\n"));
ION::dispatch();
echo "told: $told\n";
proc_close($theirs);
Process::wait(false);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
worker: 42
told: 1
