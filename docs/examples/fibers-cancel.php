<?php
use ION\Process;

$job = ION::async(function () {
    try {
        Process::exec('sleep 60')->await();
    } catch (ION\Promise\CancelException $e) {
        print "in the fiber: {$e->getMessage()}\n";
        throw $e;
    }
});
$job->onFail(fn (ION\Promise\CancelException $e) => null);

ION::await(0.02)->then(fn () => $job->cancel('enough'));
ION::dispatch();
print $job->getState() . "\n";
