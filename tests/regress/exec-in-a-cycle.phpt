--TEST--
Process: whatever a program's promise holds is seen by the cycle collector
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Deferred;
use ION\Process;

/** A promise in a cycle that goes through what `$tie` hands it; alive only as long as the loop watches the program. */
function cycle(callable $tie): WeakReference
{
    $holder = new stdClass();
    $holder->promise = $tie($holder);
    return WeakReference::create($holder);
}

/** A program that runs until it is killed. */
function program(array $options): Deferred
{
    global $pids;
    $options['pid'] = &$pids[];
    return Process::exec(['sleep', '60'], $options);
}

$ties = [
    'onStdout' => fn ($holder) => program(['onStdout' => fn () => $holder]),
    'onStderr' => fn ($holder) => program(['onStderr' => fn () => $holder]),
    'a list as stdin' => fn ($holder) => program(['stdin' => new ArrayIterator([str_repeat('x', 1 << 20), $holder])]),
    'a generator as stdin' => fn ($holder) => program(['stdin' => (function () use ($holder) {
        yield str_repeat('x', 1 << 20);
        return $holder;
    })()]),
    'the reason of cancel()' => function ($holder) {
        $promise = program(['cancel' => 'CONT', 'stop' => [['CONT', 60]]]);
        /* its backtrace has the arguments */
        (function ($holder) use ($promise) {
            $promise->cancel('no need');
        })($holder);
        return $promise;
    },
];
ini_set('zend.exception_ignore_args', '0');
$cycles = array_map(cycle(...), $ties);

gc_collect_cycles();
foreach ($cycles as $name => $cycle) {
    $cycle->get() === null && print "$name: gone too early\n";
}

/* in a child that goes on in this code no loop watches them */
$forked = pcntl_fork();
if ($forked === 0) {
    ION::dispatch();
    gc_collect_cycles();
    foreach ($cycles as $name => $cycle) {
        echo "$name: ", $cycle->get() === null ? 'collected' : 'leaked', "\n";
    }
    posix_kill(getmypid(), SIGKILL);
}
pcntl_waitpid($forked, $status);

array_map(fn ($pid) => Process::kill($pid, 'KILL'), $pids);
ION::dispatch();
gc_collect_cycles();
foreach ($cycles as $name => $cycle) {
    $cycle->get() !== null && print "$name: not gone\n";
}
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
onStdout: collected
onStderr: collected
a list as stdin: collected
a generator as stdin: collected
the reason of cancel(): collected
