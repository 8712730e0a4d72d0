<?php
// needs: pcntl
use ION\Process;

ION::await(0.01)->then(fn () => print "a timer of the parent\n");

$pid = Process::fork();
if ($pid === 0) {
    // the timer stayed with the parent: this loop is empty
    ION::dispatch();
    print "the child leaves\n";
    exit(0);
}
pcntl_waitpid($pid, $status);
ION::dispatch();
