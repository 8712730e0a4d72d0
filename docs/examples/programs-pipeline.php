<?php
use ION\Process;

/* Through this process: it sees, and may change, all that goes by. */
ION::promise(function () {
    $numbers = Process::spawn(['seq', '1', '100000']);
    $count = Process::spawn(['wc', '-l']);
    $bytes = 0;

    while (($chunk = yield $numbers->getStdout()->read()) !== null) {
        $bytes += strlen($chunk);
        yield $count->getStdin()->write($chunk);    // waits for the slower one: memory stays small
    }
    $count->getStdin()->end();
    print 'lines: ' . (yield $count->getStdout()->readAll());
    print "bytes: $bytes\n";
});
ION::dispatch();
