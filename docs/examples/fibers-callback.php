<?php
use ION\Process;

ION::await(0.01)->then(function () {
    try {
        Process::exec('true')->await();
    } catch (ION\InvalidUsageException $e) {
        print "{$e->getMessage()}\n";
    }
    ION::async(function () {
        print Process::exec('echo but in a fiber it works')->await()->stdout;
    });
});
ION::dispatch();
