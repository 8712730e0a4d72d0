<?php
/*
 * One measurement: signal-one.php ROW COUNT; prints VALUE and the number.
 *   ion, pcntl     signals to oneself, handled, a second
 *   attach, end    microseconds for each of COUNT strangers: attached and watched; ended, all at once
 * SPDX-License-Identifier: MIT
 */
declare(strict_types=1);

require __DIR__ . '/one.inc';

use ION\Process;

[, $row, $count] = $argv;
$count = (int) $count;

function own_signals(int $count): float
{
    $heard = 0;
    Process::signal('USR1')->then(function () use (&$heard) {
        $heard++;
    });
    $start = seconds();
    for ($i = 1; $i <= $count; $i++) {
        Process::kill(getmypid(), 'USR1');
        if ($i % 256 === 0) {
            ION::dispatch(ION::LOOP_NONBLOCK);
        }
    }
    while ($heard < $count) {
        ION::dispatch(ION::LOOP_NONBLOCK);
    }
    return $count / (seconds() - $start);
}

function pcntl_signals(int $count): float
{
    $heard = 0;
    pcntl_async_signals(true);
    pcntl_signal(SIGUSR1, function () use (&$heard) {
        $heard++;
    });
    $start = seconds();
    for ($i = 0; $i < $count; $i++) {
        Process::kill(getmypid(), 'USR1');
    }
    $took = seconds() - $start;
    must($heard === $count, "$heard of $count");
    return $count / $took;
}

function strangers(string $row, int $count): float
{
    $shell = proc_open(['sh', '-c', 'i=0; while [ $i -lt $1 ]; do sleep 100 & echo $!; i=$((i+1)); done; echo; wait', '-', (string) $count], [1 => ['pipe', 'w']], $pipes);
    $pids = [];
    while (($line = trim((string) fgets($pipes[1]))) !== '') {
        $pids[] = (int) $line;
    }
    $ended = 0;
    $processes = [];
    $start = seconds();
    foreach ($pids as $pid) {
        $processes[] = $process = Process::attach($pid);
        $process->whenExit()->then(function () use (&$ended) {
            $ended++;
        });
    }
    $attached = seconds() - $start;
    foreach ($processes as $process) {
        $process->kill('KILL');
    }
    $start = seconds();
    ION::dispatch();
    $told = seconds() - $start;
    must($ended === $count, "$ended of $count");
    proc_close($shell);
    return ($row === 'attach' ? $attached : $told) / $count * 1e6;
}

echo "VALUE ", match ($row) {
    'ion' => own_signals($count),
    'pcntl' => pcntl_signals($count),
    default => strangers($row, $count),
}, "\n";
