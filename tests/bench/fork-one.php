<?php
/*
 * One measurement of workers, in a process of its own; prints VALUE and a number.
 *   fork-one.php start COUNT HEAP_MIB whole|ready      microseconds a worker, one after another: until it is
 *                                                      gone, or until whenReady()
 *   fork-one.php reap workers|programs COUNT           milliseconds from the first kill to the last exit
 * The same of pcntl, as quick as PHP code can be with it:
 *   fork-one.php pcntl-start COUNT HEAP_MIB whole|ready
 *   fork-one.php pcntl-reap workers|programs COUNT
 * SPDX-License-Identifier: MIT
 */
declare(strict_types=1);

use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\Exec;
use ION\Process\IPC;

require __DIR__ . '/one.inc';

const WARM_UP = 5;
const SLEEP = ['/bin/sleep', '1000'];

/** Returns the seconds until it was ready. */
function run_worker(): float
{
    $begin = seconds();
    $worker = new ChildProcess();
    $worker->start(function (IPC $master): void {
        Process::ready();
    });
    $worker->whenReady()->await();
    $ready = seconds() - $begin;
    $worker->whenExit()->await();
    must($worker->getExitStatus() === 0, "the worker ended with {$worker->getExitStatus()}");
    return $ready;
}

/** Returns the seconds until it was ready. The child ends itself by a signal: PHP's shutdown takes 4 ms. */
function run_pcntl_worker(): float
{
    $begin = seconds();
    $ends = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $pid = pcntl_fork();
    if ($pid === 0) {
        fwrite($ends[1], 'r');
        posix_kill(posix_getpid(), SIGKILL);
    }
    fclose($ends[1]);
    must(fread($ends[0], 1) === 'r', 'the child is not ready');
    $ready = seconds() - $begin;
    must(pcntl_waitpid($pid, $status) === $pid, 'no such child');
    return $ready;
}

/** @return float microseconds for each worker */
function start(Closure $run, int $count, int $heap, string $until): float
{
    $memory = touched_heap($heap);
    for ($i = 0; $i < WARM_UP; $i++) {
        $run();
    }
    $begin = seconds();
    $ready = 0.0;
    for ($i = 0; $i < $count; $i++) {
        $ready += $run();
    }
    return ($until === 'ready' ? $ready : seconds() - $begin) / $count * 1e6;
}

/** Until every one of them is loaded and asleep: until then killing it costs something else. */
function wait_until_asleep(array $pids): void
{
    foreach ($pids as $pid) {
        while (!preg_match('/\) S/', file_get_contents("/proc/$pid/stat"))) {
            usleep(100);
        }
    }
}

function reap_workers(int $count): float
{
    $workers = [];
    for ($i = 0; $i < $count; $i++) {
        $worker = new ChildProcess();
        $worker->start(function (IPC $master): Generator {
            Process::ready();
            yield $master->whenDisconnected();
        });
        $worker->whenReady()->await();
        $workers[] = $worker;
    }
    wait_until_asleep(array_map(fn (ChildProcess $worker): int => $worker->getPID(), $workers));
    $ended = 0;
    $end = 0.0;
    foreach ($workers as $worker) {
        $worker->whenExit()->then(function (ChildProcess $worker) use (&$ended, &$end, $count): void {
            must($worker->getSignal() === SIGKILL, "killed by {$worker->getSignal()}");
            if (++$ended === $count) {
                $end = seconds();
            }
        });
    }
    $begin = seconds();
    foreach ($workers as $worker) {
        $worker->kill('KILL');
    }
    ION::dispatch();
    must($ended === $count, "$ended workers ended of $count");
    return ($end - $begin) * 1e3;
}

function reap_programs(int $count): float
{
    $pids = [];
    $ended = 0;
    $end = 0.0;
    for ($i = 0; $i < $count; $i++) {
        Process::exec(SLEEP, ['pid' => &$pids[$i]])->then(function (Exec $program) use (&$ended, &$end, $count): void {
            must($program->signal === SIGTERM, "killed by $program->signal");
            if (++$ended === $count) {
                $end = seconds();
            }
        });
    }
    wait_until_asleep($pids);
    $begin = seconds();
    foreach ($pids as $pid) {
        posix_kill($pid, SIGTERM);
    }
    ION::dispatch();
    must($ended === $count, "$ended programs ended of $count");
    return ($end - $begin) * 1e3;
}

/** Waits for any child, as it is told of no particular one. */
function reap_pcntl(string $what, int $count): float
{
    $pids = $ends = [];
    for ($i = 0; $i < $count; $i++) {
        $ends[$i] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
        $pid = pcntl_fork();
        if ($pid === 0 && $what === 'programs') {
            pcntl_exec(SLEEP[0], [SLEEP[1]]);
        }
        if ($pid === 0) {
            array_pop($ends);
            $ends = [];
            sleep(1000);
        }
        fclose($ends[$i][1]);
        $pids[] = $pid;
    }
    wait_until_asleep($pids);
    $signal = $what === 'programs' ? SIGTERM : SIGKILL;
    $begin = seconds();
    foreach ($pids as $pid) {
        posix_kill($pid, $signal);
    }
    for ($i = 0; $i < $count; $i++) {
        must(pcntl_waitpid(-1, $status) > 0 && pcntl_wtermsig($status) === $signal, 'wrong end');
    }
    return (seconds() - $begin) * 1e3;
}

$arguments = array_slice($argv, 2);
print_value(match ($argv[1] ?? '') {
    'start' => start(run_worker(...), (int) $arguments[0], (int) $arguments[1], $arguments[2]),
    'pcntl-start' => start(run_pcntl_worker(...), (int) $arguments[0], (int) $arguments[1], $arguments[2]),
    'reap' => $arguments[0] === 'workers' ? reap_workers((int) $arguments[1]) : reap_programs((int) $arguments[1]),
    'pcntl-reap' => reap_pcntl($arguments[0], (int) $arguments[1]),
});
