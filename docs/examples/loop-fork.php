<?php
// needs: pcntl
ION::await(0.05)->then(function () {
    print "the parent's timer, in the parent\n";
});

$pid = pcntl_fork();
if ($pid === 0) {
    ION::reinit();                              // the loop of this child is empty
    var_dump(ION::dispatch());
    exit(0);
}
pcntl_waitpid($pid, $status);
ION::dispatch();
