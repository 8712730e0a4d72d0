<?php
use ION\Process;

$job = ION::promise(function () {
    try {
        yield Process::exec('sleep 60');
    } finally {
        print "cleaned up\n";
    }
});
$job->onFail(function (ION\Promise\CancelException $e) {
    print "{$e->getMessage()}\n";
});

ION::await(0.02)->then(function () use ($job) {
    $job->cancel('changed my mind');            // stops the program too
});
ION::dispatch();
