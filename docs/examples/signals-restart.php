<?php
use ION\Process;
use ION\Process\ChildProcess;

$slots = [];
$start = function (int $slot) use (&$slots) {
    $worker = (new ChildProcess())->start(fn () => exit(1));
    $worker->whenStarted()->then(function ($worker) use (&$slots, $slot) {
        $slots[$worker->getPID()] = $slot;
    });
};
$start(0);

$restarts = 0;
while ($end = Process::wait()) {
    $slot = $slots[$end['pid']];
    print "slot $slot ended: code $end[code], signal $end[signal]\n";
    if ($restarts++ < 2) {
        $start($slot);
    }
}
