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

ini_set('memory_limit', '-1');

/** Memory of PHP's own heap that has been written to, as an application's would be. */
function touched_heap(int $mib): array
{
    $blocks = [];
    for ($i = 0; $i < $mib; $i++) {
        $blocks[] = str_repeat(chr(65 + $i % 26), (1 << 20) - 64);
    }
    return $blocks;
}

function check(Exec $result, string $stdout): void
{
    if ($result->status !== 0 || $result->stdout !== $stdout) {
        fwrite(STDERR, "bad result: {$result->cause} {$result->status} '{$result->stdout}'\n");
        exit(1);
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
        $begin = hrtime(true);
        $promise = Process::exec($command);
        $kept += (hrtime(true) - $begin) / 1e9;
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
    $begin = hrtime(true);
    run_programs($command, $stdout, $concurrency, $count);
    return $count / ((hrtime(true) - $begin) / 1e9);
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
    $begin = hrtime(true);
    $result = Process::run($command, ['maxOutput' => $keep === 'keep' ? $bytes + 1 : 0]);
    $seconds = (hrtime(true) - $begin) / 1e9;
    if ($result->status !== 0 || strlen($result->stdout) !== ($keep === 'keep' ? $bytes : 0)) {
        fwrite(STDERR, "bad capture: {$result->cause} {$result->status}\n");
        exit(1);
    }
    return $bytes / $seconds / 1048576;
}

/** RssAnon in KiB, read without making memory of its own. */
function private_memory(): int
{
    static $status = null;
    $status ??= fopen('/proc/self/status', 'r');
    rewind($status);
    $text = fread($status, 4096);
    return (int) substr($text, strpos($text, 'RssAnon:') + 8, 12);
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
    if (count(scandir('/proc/self/fd')) !== $fds) {
        fwrite(STDERR, "descriptors leaked\n");
        exit(1);
    }
    return array_sum(array_slice($samples, 80)) / 20 - array_sum(array_slice($samples, 20, 20)) / 20;
}

$arguments = array_slice($argv, 2);
$value = match ($argv[1] ?? '') {
    'rate' => rate($arguments[0], (int) $arguments[1], (int) $arguments[2], (int) ($arguments[3] ?? 0)),
    'stall' => stall((int) $arguments[0], (int) $arguments[1], (int) ($arguments[2] ?? 0)),
    'capture' => capture($arguments[0], (int) $arguments[1], $arguments[2], $arguments[3]),
    'growth' => growth((int) $arguments[0]),
};
printf("VALUE %.3f\n", $value);
