<?php
use ION\Process;

$file = sys_get_temp_dir() . '/ion-example-' . getmypid() . '.pid';

// a process that was killed has left it behind; the number is by now somebody else's
file_put_contents($file, "1\n");

Process::lockPidFile($file);
print trim(file_get_contents($file)) === (string) getmypid() ? "locked, and the pid is in it\n" : '';

try {
    Process::lockPidFile($file);
} catch (ION\ProcessException $e) {
    // 11 is EAGAIN: somebody holds it
    print "errno $e->errno\n";
}
