<?php
use ION\Process;
use ION\Process\ChildProcess;

$worker = (new ChildProcess())->start(fn () => Process::whenShutdown()->await());
$worker->whenStarted()->await();

foreach (Process::getStats()['children'] as $pid => $child) {
    print "child $child[id]: $child[state]\n";
}
$worker->kill('KILL');
Process::wait();

$stats = Process::getStats();
print "$stats[started] started, $stats[finished] finished, $stats[signaled] of them by a signal\n";
