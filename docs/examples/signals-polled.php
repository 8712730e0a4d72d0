<?php
use ION\Process;

$done = 0;
while (!Process::isShutdownRequested()) {
    // a piece of work, without the loop
    $done++;
    if ($done === 5) {
        Process::kill(Process::getPid(), 'INT');
    }
}
print "stopped after $done pieces\n";
