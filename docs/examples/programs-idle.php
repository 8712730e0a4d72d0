<?php
use ION\Process;

try {
    // it may take as long as it likes, but not be silent for 0.5 seconds
    Process::run('echo working; exec sleep 60', ['idleTimeout' => 0.5]);
} catch (ION\Promise\TimeoutException $e) {
    print $e->getMessage() . "\n";
    print "cause {$e->result->cause}, printed {$e->result->stdout}";
}
