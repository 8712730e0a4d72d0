--TEST--
Signal: kill() reaches processes and groups, and refuses everybody
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;

foreach ([0, -1, 1, -2, -getmypid(), PHP_INT_MAX, PHP_INT_MIN] as $pid) {
    foreach ([false, true] as $group) {
        try {
            Process::kill($pid, 0, $group);
            echo "$pid accepted\n";
        } catch (ValueError $e) {
        }
    }
}
try {
    Process::kill(getmypid(), 99);
} catch (ValueError $e) {
    echo $e->getMessage(), "\n";
}
try {
    Process::kill(2 ** 22 + 1);
} catch (ION\ProcessException $e) {
    echo get_class($e), " $e->errno: ", $e->getMessage(), "\n";
}

// by name, by number, default; each to a program of ours
foreach (['HUP', 10, null] as $signal) {
    $exec = Process::exec(['sleep', '60'], ['pid' => &$pid]);
    $exec->then(fn ($exec) => print("ended by $exec->signal\n"));
    Process::kill($pid, 0);
    $signal === null ? Process::kill($pid) : Process::kill($pid, $signal);
    $exec->await();
}

// a whole group: the program and its own child
$exec = Process::exec('exec setsid sh -c "sleep 60 & echo \$!; wait"', ['pid' => &$pid, 'maxOutput' => 100]);
ion_test_wait(fn () => posix_getpgid($pid) === $pid && glob("/proc/$pid/task/*/children") && trim(file_get_contents("/proc/$pid/task/$pid/children")) !== '');
Process::kill($pid, 'KILL', true);
$result = $exec->await();
echo "ended by $result->signal\n";
ion_test_wait(fn () => !Process::isRunning((int) $result->stdout));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ION\Process::kill(): Argument #2 ($signal) must be a signal, by number or by name such as "TERM"
ION\ProcessException 3: Cannot send signal 15 to the process with pid 4194305: No such process
ended by 1
ended by 10
ended by 15
ended by 9
