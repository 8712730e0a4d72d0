<?php
use ION\Process;

$stubborn = 'trap "" TERM; echo ready; while :; do sleep 0.02; done';
try {
    Process::run($stubborn, [
        'timeout' => 0.5,
        'stop' => [['TERM', 0.1], ['KILL', 0]],
    ]);
} catch (ION\Promise\TimeoutException $e) {
    print "ended by signal {$e->result->signal}\n";
}
