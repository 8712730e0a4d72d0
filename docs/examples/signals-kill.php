<?php
use ION\Process;

print Process::SIG['TERM'] . "\n";

Process::exec(['sleep', '60'], ['pid' => &$pid])->then(function ($exec) {
    print "ended by signal $exec->signal\n";
});
var_dump(Process::isRunning($pid));
Process::kill($pid, 'HUP');
ION::dispatch();
var_dump(Process::isRunning($pid));

foreach ([0, -1, 4194305] as $nobody) {
    try {
        Process::kill($nobody);
    } catch (ValueError | ION\ProcessException $e) {
        print $e->getMessage() . "\n";
    }
}
