<?php
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;

/* A master with a worker in each slot: what ends is started again in the same slot. */
$master = function (IPC $operator) {
    $slots = [];
    $start = function (int $slot) use (&$slots, $operator) {
        $worker = (new ChildProcess(['title' => "worker $slot"]))->start(function () use ($slot) {
            // asked for only to see it: a worker leaves by itself when its master has gone
            Process::whenParentExit()->then(function () use ($slot) {
                print "worker $slot: the master has gone, I finish and leave\n";
            });
            Process::ready();
            return ION::await(60);
        });
        $worker->whenReady()->then(function ($worker) use (&$slots, $slot, $operator) {
            $slots[$worker->getPID()] = $slot;
            $operator->send([$slot, $worker->getPID()]);
        });
    };
    $start(0);
    while ($end = Process::wait()) {
        print "slot {$slots[$end['pid']]}: ended by signal $end[signal], started again\n";
        $start($slots[$end['pid']]);
    }
};

/* The operator, who kills first the worker and then the master. */
$running = (new ChildProcess(['title' => 'master']))->start(fn (IPC $operator) => ION::async($master, $operator));
[, $first] = $running->getIPC()->whenIncoming()->await()->data;
Process::kill($first, 'KILL');
[, $second] = $running->getIPC()->whenIncoming()->await()->data;

$worker = Process::attach($second);
$running->kill('KILL');
$worker->whenExit()->await();
print "nobody is left\n";
