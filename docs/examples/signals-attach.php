<?php
use ION\Process;

// not started by ION: anybody's process will do
$stranger = proc_open(['sleep', '60'], [], $pipes);
$pid = proc_get_status($stranger)['pid'];

$process = Process::attach($pid);
print 'started ' . (time() - $process->getStartedTime() < 10 ? 'just now' : 'long ago') . "\n";
$process->whenExit()->then(fn () => print "it has ended\n");

var_dump($process->kill('TERM'));
ION::dispatch();

// the number may be somebody else's now: nobody is hit
var_dump($process->kill('KILL'));
