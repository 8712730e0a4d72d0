--TEST--
Foreign: what is no process is refused, and what is dead is said to be
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

foreach ([0, -1, PHP_INT_MAX] as $pid) {
    try {
        Process::attach($pid);
    } catch (ValueError $e) {
        echo $e->getMessage(), "\n";
    }
}
try {
    Process::attach(2 ** 22 + 1);
} catch (ION\ProcessException $e) {
    echo "$e->errno: {$e->getMessage()}\n";
}
// a zombie has ended (or PHP has reaped it already)
$theirs = proc_open(['true'], [], $pipes);
$pid = proc_get_status($theirs)['pid'];
ion_test_wait(fn () => in_array(ion_test_state($pid), ['Z', ''], true));
try {
    Process::attach($pid);
    echo "attached\n";
} catch (ION\ProcessException $e) {
    echo "$e->errno\n";
}
proc_close($theirs);
$self = Process::attach(getmypid());
try {
    $self->kill('NOPE');
} catch (ValueError $e) {
    echo $e->getMessage(), "\n";
}
// init is not signalled
try {
    var_dump(Process::attach(1)->kill(0));
} catch (ION\ProcessException $e) {
    echo "$e->errno\n";
}
foreach ([fn () => new Process\ForeignProcess(), fn () => clone $self, fn () => serialize($self), fn () => $self->name = 1] as $fn) {
    try {
        $fn();
        echo "accepted\n";
    } catch (Throwable $e) {
        echo get_class($e), "\n";
    }
}unset($self, $fn, $e);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ION\Process::attach(): Argument #1 ($pid) must be the pid of a process, at least 1
ION\Process::attach(): Argument #1 ($pid) must be the pid of a process, at least 1
ION\Process::attach(): Argument #1 ($pid) must be the pid of a process, at least 1
3: Cannot attach to the process with pid 4194305: No such process
3
ION\Process\ForeignProcess::kill(): Argument #1 ($signal) must be a signal, by number or by name such as "TERM"
22
Error
Error
Exception
Error
