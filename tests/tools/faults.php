<?php
/*
 * What script/faults breaks: a bit of everything that makes system calls. Failures are fine, they are
 * what is wanted; the script ends with 0 unless it crashes or hangs, with 8 when descriptors are left open
 * and with 9 when programs cannot be run afterwards.
 * SPDX-License-Identifier: MIT
 */
ION::setErrorHandler(fn (Throwable $error) => print(get_class($error) . "\n"));

$attempt = function (callable $what): void {
    try {
        $what();
    } catch (Throwable $error) {
        echo get_class($error), ': ', $error->getMessage(), "\n";
    }
};
$attempt(fn () => ION\Process::run(['cat'], ['stdin' => str_repeat('x', 200000)]));
$attempt(fn () => ION\Process::run('echo out; echo err >&2; exit 3', ['cwd' => '/', 'env' => ['A' => 'b']]));
$attempt(fn () => ION\Process::run(['no-such-program']));
$attempt(fn () => ION\Process::run(['sleep', '20'], ['timeout' => 0.02]));
$attempt(function (): void {
    $child = ION\Process::spawn('cat; echo more >&3; sleep 20 & sleep 20', ['stdio' => [3 => 'pipe', 4 => 1, 5 => ['file', '/dev/null', 'r']], 'session' => true, 'limits' => ['core' => 0], 'timeout' => 1.0]);
    $child->whenStarted()->await();
    $child->getStdin()->end(str_repeat('y', 100000));
    $read = 0;
    while ($read < 100000 && ($chunk = $child->getStdout()->read()->await()) !== null) {
        $read += strlen($chunk);
    }
    $child->getPipe(3)->readLine()->await();
    $child->stop([['KILL', 0]])->await();
});
$attempt(fn () => ION\Process::run(['echo', 'at a terminal'], ['pty' => true, 'priority' => 19, 'umask' => 077]));
$attempt(function (): void {
    $queue = new ION\Process\ExecQueue(1);
    ION\Promise::all([$queue->exec(['true']), $queue->exec(['true'])])->await();
});
gc_collect_cycles();
$attempt(fn () => ION\Promise::all([ION::await(0.001), ION\Process::exec(['true']), ION\Process::exec('exit 1')])->await());

// one failure at most has happened in this process: the rest works, and nothing is left open
$works = 0;
$open = [];
for ($i = 0; $i < 4; $i++) {
    $attempt(function () use (&$works): void {
        $works += ION\Process::run(['true'])->ok() ? 1 : 0;
    });
    $open[] = count(scandir('/proc/self/fd'));
}
echo "$works of 4 programs ran, open descriptors: ", implode(' ', $open), "\n";
if ($open[3] > $open[1]) {
    exit(8);
}
if ($works < 3) {
    exit(9);
}
