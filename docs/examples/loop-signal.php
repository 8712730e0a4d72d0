<?php
$jobs = ION::repeat(0.001, function () {});     // would run for ever

ION::onSignal('TERM', function (int $signal, ION\Watcher $watcher) use ($jobs) {
    print "signal $signal: finishing\n";
    $jobs->cancel();
    $watcher->cancel();
});
ION\Process::exec('kill -TERM $PPID');
ION::dispatch();
