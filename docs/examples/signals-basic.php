<?php
use ION\Process;

$settings = ['verbose' => false];

Process::signal('HUP')->then(function (int $number) use (&$settings) {
    $settings['verbose'] = true;
    print "signal $number: settings read again\n";
    Process::clearSignal('HUP');
});

Process::kill(Process::getPid(), 'HUP');
print "sent\n";
ION::dispatch();
