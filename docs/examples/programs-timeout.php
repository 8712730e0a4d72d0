<?php
use ION\Process;

$slow = Process::spawn('echo half; exec sleep 60', ['timeout' => 0.5]);
$slow->whenExit()->await();

print $slow->getStdout()->readAll()->await();
print "signal {$slow->getSignal()}: {$slow->getError()['message']}\n";
