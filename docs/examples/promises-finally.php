<?php
$lock = fopen(__FILE__, 'r');
flock($lock, LOCK_SH);

ION\Process::exec(['/no/such/program'])
    ->finally(function () use ($lock) {
        flock($lock, LOCK_UN);
        print "unlocked\n";
    })
    ->onFail(function (ION\ProcessException $e) {
        print "failed all the same: {$e->getMessage()}\n";
    });
ION::dispatch();
