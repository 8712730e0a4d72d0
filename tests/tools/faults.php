<?php
/*
 * What script/faults breaks: a bit of everything that makes system calls. Failures are fine, they are
 * what is wanted; the script ends with 0 unless it crashes or hangs.
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
$attempt(fn () => ION\Promise::all([ION::await(0.001), ION\Process::exec(['true']), ION\Process::exec('exit 1')])->await());
