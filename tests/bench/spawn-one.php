<?php
/*
 * One measurement of programs that live beside this one, in a process of its own; prints VALUE and a number.
 *   spawn-one.php in HOW BYTES CHUNK             MiB per second from a program that writes CHUNK bytes at a time
 *       HOW: callback, foreach, coroutine, exec; proc_open, symfony, amphp, react
 *   spawn-one.php out HOW BYTES CHUNK            MiB per second to a program; HOW: await, yield; proc_open
 *   spawn-one.php copy HOW BYTES CHUNK           MiB per second from a program to another; HOW: foreach, pause
 *   spawn-one.php start HOW CONCURRENCY COUNT [HEAP_MIB]   programs per second
 *       HOW: exit, null (without pipes), started (until they are loaded), exec, proc_open
 *   spawn-one.php stall CONCURRENCY COUNT [HEAP_MIB]       microseconds one spawn() call keeps the loop
 *   spawn-one.php script HOW COUNT [HEAP_MIB]    microseconds until the first word of a PHP script; HOW: ion, proc_open
 *   spawn-one.php live WHAT COUNT                COUNT programs that live at the same time; see live()
 *   spawn-one.php growth HOW BYTES CHUNK         KiB by which streaming has raised the highest private memory
 *   spawn-one.php cost in|out|copy|start ...     processor time of all processes: milliseconds of a stream,
 *       microseconds of one start; other work on the machine changes it little
 * ION_LIMITS: where the programs in C are; ION_PEERS: where the packages are that some rows need.
 * SPDX-License-Identifier: MIT
 */
declare(strict_types=1);

use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\Exec;

require __DIR__ . '/one.inc';

function program(string $name, int ...$arguments): array
{
    return [getenv('ION_LIMITS') . "/$name", ...array_map('strval', $arguments)];
}

function peers(): void
{
    require getenv('ION_PEERS') . '/vendor/autoload.php';
}

/* ---- from a program ------------------------------------------------------------------------ */

/** Each: the bytes that came. */
const IN = [
    'callback' => 'in_callback', 'foreach' => 'in_foreach', 'coroutine' => 'in_coroutine', 'exec' => 'in_exec',
    'proc_open' => 'in_proc_open', 'symfony' => 'in_symfony', 'amphp' => 'in_amphp', 'react' => 'in_react',
];

function in_callback(array $argv): int
{
    $size = 0;
    $child = Process::spawn($argv);
    $child->getStdout()->whenData()->then(function (string $chunk) use (&$size): void {
        $size += strlen($chunk);
    });
    ION::dispatch();
    must($child->getExitStatus() === 0, 'the writer failed');
    return $size;
}

function in_foreach(array $argv): int
{
    return ION::async(function () use ($argv): int {
        $size = 0;
        $child = Process::spawn($argv);
        foreach ($child->getStdout()->whenData() as $chunk) {
            $size += strlen($chunk);
        }
        $child->whenExit()->await();
        must($child->getExitStatus() === 0, 'the writer failed');
        return $size;
    })->await();
}

function in_coroutine(array $argv): int
{
    return ION::promise(function () use ($argv): Generator {
        $size = 0;
        $child = Process::spawn($argv);
        $stdout = $child->getStdout();
        while (($chunk = yield $stdout->read()) !== null) {
            $size += strlen($chunk);
        }
        yield $child->whenExit();
        must($child->getExitStatus() === 0, 'the writer failed');
        return $size;
    })->await();
}

function in_exec(array $argv): int
{
    $size = 0;
    $result = Process::run($argv, ['onStdout' => function (string $chunk) use (&$size): void {
        $size += strlen($chunk);
    }]);
    must($result->status === 0, 'the writer failed');
    return $size;
}

function in_proc_open(array $argv): int
{
    $size = 0;
    $process = proc_open($argv, [['pipe', 'r'], ['pipe', 'w'], ['pipe', 'w']], $pipes);
    stream_set_blocking($pipes[1], false);
    stream_set_blocking($pipes[2], false);
    $open = [1 => $pipes[1], 2 => $pipes[2]];
    while ($open !== []) {
        $ready = $open;
        $write = $except = null;
        stream_select($ready, $write, $except, null);
        foreach ($ready as $index => $stream) {
            $chunk = fread($stream, 65536);
            $size += strlen($chunk);
            if ($chunk === '' && feof($stream)) {
                unset($open[$index]);
            }
        }
    }
    must(proc_close($process) === 0, 'the writer failed');
    return $size;
}

function in_symfony(array $argv): int
{
    peers();
    $size = 0;
    $process = new Symfony\Component\Process\Process($argv, timeout: null);
    $process->disableOutput();
    $process->mustRun(function (string $type, string $chunk) use (&$size): void {
        $size += strlen($chunk);
    });
    return $size;
}

function in_amphp(array $argv): int
{
    peers();
    $size = 0;
    $process = Amp\Process\Process::start($argv);
    while (($chunk = $process->getStdout()->read()) !== null) {
        $size += strlen($chunk);
    }
    must($process->join() === 0, 'the writer failed');
    return $size;
}

function in_react(array $argv): int
{
    peers();
    $size = 0;
    $code = -1;
    $process = new React\ChildProcess\Process('exec ' . implode(' ', array_map('escapeshellarg', $argv)));
    $process->start();
    $process->stdout->on('data', function (string $chunk) use (&$size): void {
        $size += strlen($chunk);
    });
    $process->on('exit', function (?int $status) use (&$code): void {
        $code = $status;
    });
    React\EventLoop\Loop::run();
    must($code === 0, 'the writer failed');
    return $size;
}

function in(string $how, int $bytes, int $chunk): float
{
    $begin = seconds();
    $size = IN[$how](program('writer', $bytes, $chunk));
    $seconds = seconds() - $begin;
    must($size === $bytes, "$size of $bytes bytes");
    return $bytes / $seconds / 1048576;
}

/* ---- to a program, and from one to another -------------------------------------------------- */

const LIVE_OUT = ['stdio' => [1 => 'null', 2 => 'inherit']];
const LIVE_IN = ['stdio' => [0 => 'null', 2 => 'inherit']];

function must_end(ChildProcess $child): void
{
    $child->whenExit()->await();
    must($child->getExitStatus() === 0, 'a program failed');
}

function out_await(array $argv, string $data, int $count): void
{
    ION::async(function () use ($argv, $data, $count): void {
        $child = Process::spawn($argv, LIVE_OUT);
        $stdin = $child->getStdin();
        for ($i = 0; $i < $count; $i++) {
            $stdin->write($data)->await();
        }
        $stdin->end();
        must_end($child);
    })->await();
}

function out_yield(array $argv, string $data, int $count): void
{
    $child = Process::spawn($argv, LIVE_OUT);
    ION::promise(function () use ($child, $data, $count): Generator {
        $stdin = $child->getStdin();
        for ($i = 0; $i < $count; $i++) {
            yield $stdin->write($data);
        }
        yield $stdin->end();
    })->await();
    must_end($child);
}

function out_proc_open(array $argv, string $data, int $count): void
{
    $process = proc_open($argv, [['pipe', 'r']], $pipes);
    for ($i = 0; $i < $count; $i++) {
        for ($rest = $data; $rest !== ''; $rest = $written === strlen($rest) ? '' : substr($rest, $written)) {
            $written = fwrite($pipes[0], $rest);
        }
    }
    fclose($pipes[0]);
    must(proc_close($process) === 0, 'the reader failed');
}

function out(string $how, int $bytes, int $chunk): float
{
    $data = str_repeat('x', $chunk);
    $begin = seconds();
    "out_$how"(program('reader', $bytes), $data, intdiv($bytes, $chunk));
    return $bytes / (seconds() - $begin) / 1048576;
}

/** The next chunk is asked for when the kernel has the last one. */
function copy_foreach(ChildProcess $from, ChildProcess $to): void
{
    ION::async(function () use ($from, $to): void {
        $stdin = $to->getStdin();
        foreach ($from->getStdout()->whenData() as $chunk) {
            $stdin->write($chunk)->await();
        }
        $stdin->end();
    })->await();
}

/** Reading pauses while more than a chunk waits to be written. */
function copy_pause(ChildProcess $from, ChildProcess $to): void
{
    $stdout = $from->getStdout();
    $stdin = $to->getStdin();
    $resume = $stdout->resume(...);
    $stdout->whenData()->then(function (string $chunk) use ($stdout, $stdin, $resume): void {
        $written = $stdin->write($chunk);
        if ($stdin->getQueuedBytes() > 0) {
            $stdout->pause();
            $written->onDone($resume);
        }
    });
    $stdout->whenClosed()->onDone(fn () => $stdin->end());
    ION::dispatch();
}

function copy_all(string $how, int $bytes, int $chunk): float
{
    $begin = seconds();
    $from = Process::spawn(program('writer', $bytes, $chunk), LIVE_IN);
    $to = Process::spawn(program('reader', $bytes), LIVE_OUT);
    "copy_$how"($from, $to);
    must_end($from);
    must_end($to);
    return $bytes / (seconds() - $begin) / 1048576;
}

/* ---- starting ------------------------------------------------------------------------------- */

const NO_PIPES = ['stdio' => [0 => 'null', 1 => 'null', 2 => 'null']];

/** Calls $start(callable $on_end) so that $concurrency run until $count have ended. Returns the seconds in it. */
function run_programs(callable $start, int $concurrency, int $count): float
{
    $started = 0;
    $kept = 0.0;
    $next = function () use (&$next, &$started, &$kept, $start, $count): void {
        if ($started === $count) {
            return;
        }
        $started++;
        $begin = seconds();
        $promise = $start();
        $kept += seconds() - $begin;
        $promise->then($next);
    };
    for ($i = 0; $i < $concurrency; $i++) {
        $next();
    }
    ION::dispatch();
    must($started === $count, 'too few programs');
    return $kept;
}

/** What starts one and gives the promise of its end. */
function starter(string $how): callable
{
    $check = function (mixed $value): void {
        must($value instanceof Exec ? $value->status === 0 : $value->getExitStatus() === 0, 'a program failed');
    };
    return match ($how) {
        'exec' => fn () => Process::exec(['/bin/true'])->then($check),
        'exit' => fn () => Process::spawn(['/bin/true'])->whenExit()->then($check),
        'null' => fn () => Process::spawn(['/bin/true'], NO_PIPES)->whenExit()->then($check),
        'started' => fn () => Process::spawn(['/bin/true'], NO_PIPES)->whenStarted(),
    };
}

function run_proc_open(int $concurrency, int $count): void
{
    $running = [];
    for ($ended = 0; $ended < $count; $ended++) {
        while (count($running) < $concurrency && $ended + count($running) < $count) {
            $running[] = proc_open(['/bin/true'], [['file', '/dev/null', 'r'], ['pipe', 'w'], ['pipe', 'w']], $pipes);
        }
        must(proc_close(array_shift($running)) === 0, 'a program failed');
    }
}

function start(string $how, int $concurrency, int $count, int $heap): float
{
    $memory = touched_heap($heap);
    $run = $how === 'proc_open'
        ? fn (int $count) => run_proc_open($concurrency, $count)
        : fn (int $count) => run_programs(starter($how), $concurrency, $count);
    $run(20);
    $begin = seconds();
    $run($count);
    return $count / (seconds() - $begin);
}

function stall(int $concurrency, int $count, int $heap): float
{
    $memory = touched_heap($heap);
    run_programs(starter('null'), 1, 20);
    return run_programs(starter('exit'), $concurrency, $count) / $count * 1e6;
}

/* ---- PHP scripts ---------------------------------------------------------------------------- */

const SCRIPT = <<<'PHP'
    <?php
    if (ION\Process::hasParentIPC()) {
        ION\Process::getParentIPC()->send("hi");
    } else {
        echo "hi\n";
    }
    PHP;

/** Each starts the script, waits for its first word and then for its end. Returns the seconds until the word. */
function script_ion(string $file): float
{
    $begin = seconds();
    $child = Process::spawnScript($file);
    $message = $child->getIPC()->whenIncoming()->await();
    $seconds = seconds() - $begin;
    must($message->data === 'hi', 'wrong word');
    must_end($child);
    return $seconds;
}

function script_proc_open(string $file): float
{
    $argv = [PHP_BINARY, '-n', '-d', 'extension=' . getenv('ION_SO'), $file];
    $begin = seconds();
    $process = proc_open($argv, [1 => ['pipe', 'w']], $pipes);
    $line = fgets($pipes[1]);
    $seconds = seconds() - $begin;
    must($line === "hi\n", 'wrong word');
    must(proc_close($process) === 0, 'the script failed');
    return $seconds;
}

function script(string $how, int $count, int $heap): float
{
    $memory = touched_heap($heap);
    $file = tempnam(sys_get_temp_dir(), 'ion-bench-');
    file_put_contents($file, SCRIPT);
    "script_$how"($file);
    $sum = 0.0;
    for ($i = 0; $i < $count; $i++) {
        $sum += "script_$how"($file);
    }
    unlink($file);
    return $sum / $count * 1e6;
}

/* ---- many that live ------------------------------------------------------------------------- */

/** @param int $who 0: this process; 1: its children that have been waited for */
function processor_seconds(int $who = 0): float
{
    $usage = getrusage($who);
    $seconds = $usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec'];
    return $seconds + ($usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec']) / 1e6;
}

/** @return list<ChildProcess> that read their standard input, loaded */
function live_programs(int $count): array
{
    $children = [];
    for ($i = 0; $i < $count; $i++) {
        $children[] = $child = Process::spawn(['/bin/cat']);
        $child->getStdout()->whenData()->then(fn (string $chunk) => must(false, 'nobody wrote anything'));
        $child->getStderr()->whenData()->then(fn (string $chunk) => must(false, 'nobody wrote anything'));
    }
    ION\Promise::all(...array_map(fn (ChildProcess $child) => $child->whenStarted(), $children))->await();
    return $children;
}

/**
 * memory: KiB of private memory for each; descriptors: for each; idle: milliseconds of processor time that this process
 * takes in two seconds in which nothing happens; end: milliseconds from closing the standard input of the first
 * to the end of the last
 */
function live(string $what, int $count): float
{
    live_end(live_programs(1));
    private_memory();
    $fds = count(scandir('/proc/self/fd'));
    $memory = private_memory();
    $children = live_programs($count);
    $value = match ($what) {
        'memory' => (private_memory() - $memory) / $count,
        'descriptors' => (count(scandir('/proc/self/fd')) - $fds) / $count,
        'idle' => idle(),
        'end' => 0.0,
    };
    $begin = seconds();
    live_end($children);
    if ($what === 'end') {
        $value = (seconds() - $begin) * 1e3;
    }
    must(count(scandir('/proc/self/fd')) === $fds, 'descriptors leaked');
    return $value;
}

function idle(): float
{
    $before = processor_seconds();
    ION::await(2.0)->await();
    return (processor_seconds() - $before) * 1e3;
}

function live_end(array $children): void
{
    foreach ($children as $child) {
        $child->getStdin()->end();
    }
    ION::dispatch();
    foreach ($children as $child) {
        must($child->getExitStatus() === 0, 'a program failed');
    }
}

/** The highest resident memory so far, in KiB; counted afresh from here on when $is_reset. */
function highest_memory(bool $is_reset): int
{
    if ($is_reset) {
        file_put_contents('/proc/self/clear_refs', '5');
    }
    preg_match('/^VmHWM:\s*(\d+)/m', file_get_contents('/proc/self/status'), $match);
    return (int) $match[1];
}

/** What one program of a few bytes needs is there before. */
function growth(string $how, int $bytes, int $chunk): float
{
    IN[$how](program('writer', 4096, 4096));
    $before = highest_memory(true);
    must(IN[$how](program('writer', $bytes, $chunk)) === $bytes, 'too few bytes');
    return highest_memory(false) - $before;
}

function measure(string $mode, array $arguments): float
{
    return match ($mode) {
        'in' => in($arguments[0], (int) $arguments[1], (int) $arguments[2]),
        'out' => out($arguments[0], (int) $arguments[1], (int) $arguments[2]),
        'copy' => copy_all($arguments[0], (int) $arguments[1], (int) $arguments[2]),
        'start' => start($arguments[0], (int) $arguments[1], (int) $arguments[2], (int) ($arguments[3] ?? 0)),
        'stall' => stall((int) $arguments[0], (int) $arguments[1], (int) ($arguments[2] ?? 0)),
        'script' => script($arguments[0], (int) $arguments[1], (int) ($arguments[2] ?? 0)),
        'live' => live($arguments[0], (int) $arguments[1]),
        'growth' => growth($arguments[0], (int) $arguments[1], (int) $arguments[2]),
        'cost' => cost($arguments[0], array_slice($arguments, 1)),
    };
}

/** What is done once before, and packages that are loaded, are part of it: each of many starts is small. */
function cost(string $mode, array $arguments): float
{
    $before = processor_seconds() + processor_seconds(1);
    measure($mode, $arguments);
    $cost = processor_seconds() + processor_seconds(1) - $before;
    return $mode === 'start' ? $cost / ((int) $arguments[2] + 20) * 1e6 : $cost * 1e3;
}

print_value(measure($argv[1] ?? '', array_slice($argv, 2)));
