<?php
/*
 * One measurement of exec(), in a process of its own; prints VALUE and a number.
 *   exec-one.php rate true|echo CONCURRENCY COUNT [HEAP_MIB]     programs per second
 *   exec-one.php stall CONCURRENCY COUNT [HEAP_MIB]              microseconds one exec() call keeps the loop
 *   exec-one.php capture head|writer BYTES keep|discard WRITER   MiB per second
 *   exec-one.php growth COUNT                                    KiB of private memory grown
 * SPDX-License-Identifier: MIT
 */
declare(strict_types=1);

use ION\Process;
use ION\Process\Exec;

require __DIR__ . '/one.inc';

function check(Exec $result, string $stdout): void
{
    if ($result->status !== 0 || $result->stdout !== $stdout) {
        must(false, "bad result: {$result->cause} {$result->status} '{$result->stdout}'");
    }
}

/** Keeps $concurrency programs running until $count have ended. Returns the seconds in exec() calls. */
function run_programs(array|string $command, string $stdout, int $concurrency, int $count): float
{
    $started = 0;
    $kept = 0.0;
    $next = function () use (&$next, &$started, &$kept, $command, $stdout, $count): void {
        if ($started === $count) {
            return;
        }
        $started++;
        $begin = seconds();
        $promise = Process::exec($command);
        $kept += seconds() - $begin;
        $promise->then(function (Exec $result) use ($next, $stdout): void {
            check($result, $stdout);
            $next();
        });
    };
    if ($concurrency === 1) {
        for (; $started < $count; $started++) {
            check(Process::run($command), $stdout);
        }
        return 0.0;
    }
    for ($i = 0; $i < $concurrency; $i++) {
        $next();
    }
    ION::dispatch();
    return $kept;
}

function rate(string $program, int $concurrency, int $count, int $heap): float
{
    $command = $program === 'echo' ? 'echo hi' : ['/bin/true'];
    $stdout = $program === 'echo' ? "hi\n" : '';
    $memory = touched_heap($heap);
    run_programs($command, $stdout, 1, 20);
    $begin = seconds();
    run_programs($command, $stdout, $concurrency, $count);
    return $count / (seconds() - $begin);
}

function stall(int $concurrency, int $count, int $heap): float
{
    $memory = touched_heap($heap);
    run_programs(['/bin/true'], '', 1, 20);
    return run_programs(['/bin/true'], '', $concurrency, $count) / $count * 1e6;
}

function capture(string $program, int $bytes, string $keep, string $writer): float
{
    $command = $program === 'head'
        ? ['/usr/bin/head', '-c', (string) $bytes, '/dev/zero']
        : [$writer, (string) $bytes];
    $begin = seconds();
    $result = Process::run($command, ['maxOutput' => $keep === 'keep' ? $bytes + 1 : 0]);
    $seconds = seconds() - $begin;
    must($result->status === 0 && strlen($result->stdout) === ($keep === 'keep' ? $bytes : 0),
        "bad capture: {$result->cause} {$result->status}");
    return $bytes / $seconds / 1048576;
}

/**
 * How much more private memory there is at the end of a run than after a fifth of it, as the means
 * of twenty samples each: a child on its way to execve(2) holds a stack for a moment.
 */
function growth(int $count): float
{
    private_memory();
    run_programs(['/bin/true'], '', 1, 1);
    $fds = count(scandir('/proc/self/fd'));
    $samples = array_fill(0, 100, 0);
    $started = 0;
    $next = function () use (&$next, &$started, &$samples, $count): void {
        if ($started === $count) {
            return;
        }
        if ($started % intdiv($count, 100) === 0) {
            $samples[intdiv($started * 100, $count)] = private_memory();
        }
        $started++;
        Process::exec(['/bin/true'])->then(function (Exec $result) use ($next): void {
            check($result, '');
            $next();
        });
    };
    for ($i = 0; $i < 8; $i++) {
        $next();
    }
    ION::dispatch();
    must(count(scandir('/proc/self/fd')) === $fds, 'descriptors leaked');
    return array_sum(array_slice($samples, 80)) / 20 - array_sum(array_slice($samples, 20, 20)) / 20;
}

$arguments = array_slice($argv, 2);
print_value(match ($argv[1] ?? '') {
    'rate' => rate($arguments[0], (int) $arguments[1], (int) $arguments[2], (int) ($arguments[3] ?? 0)),
    'stall' => stall((int) $arguments[0], (int) $arguments[1], (int) ($arguments[2] ?? 0)),
    'capture' => capture($arguments[0], (int) $arguments[1], $arguments[2], $arguments[3]),
    'growth' => growth((int) $arguments[0]),
});
