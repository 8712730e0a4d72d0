<?php
use ION\Process;

register_shutdown_function(fn () => print("never printed\n"));
print "from PHP\n";
try {
    Process::replace(['no-such-program']);
} catch (Process\SpawnException $e) {
    print $e->getMessage() . "\n";                          // nothing has changed
}
Process::replace(['sh', '-c', 'echo from the shell, without a new process']);
