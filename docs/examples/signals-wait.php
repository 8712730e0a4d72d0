<?php
use ION\Process;

// from here on it does not end the program any more
Process::signal('USR1');

ION::promise(function () {
    for ($round = 1; $round <= 3; $round++) {
        Process::kill(Process::getPid(), 'USR1');
        // what comes while this waits for something else is kept
        yield ION::await(0.01);
        $number = yield Process::signal('USR1');
        print "round $round: $number\n";
    }
    Process::clearSignal('USR1');
});
ION::dispatch();
