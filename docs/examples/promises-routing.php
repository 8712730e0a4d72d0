<?php
use ION\Process\SpawnException;
use ION\Promise\TimeoutException;

ION\Process::exec(['/no/such/program'])
    ->onFail(function (TimeoutException $e) {
        print "too slow\n";                     // not its type: skipped
    })
    ->onFail(function (SpawnException $e) {
        print "not started: {$e->stage}\n";
        return null;                            // the failure is handled
    })
    ->then(function () {
        print "and on\n";
    });
ION::dispatch();
