--TEST--
Waiting: a callback of the loop cannot wait, and is told so
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;
use ION\Process\ChildProcess;

$child = (new ChildProcess())->start(fn () => ION::await(60)->await());
ION::await(0)->then(function () {
    try {
        Process::wait();
    } catch (ION\InvalidUsageException $e) {
        echo get_class($e), "\n";
    }
    var_dump(Process::wait(false));
    ION::stop();
});
ION::dispatch();
var_dump(Process::killAll('KILL'), Process::wait()['signal']);
try {
    Process::killAll('NOPE');
} catch (ValueError $e) {
    echo $e->getMessage(), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ION\InvalidUsageException
bool(false)
int(1)
int(9)
ION\Process::killAll(): Argument #1 ($signal) must be a signal, by number or by name such as "TERM"
