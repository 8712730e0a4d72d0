--TEST--
Process: an ExecException says what exit codes and signals mean
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

function first_line(string $command): string
{
    try {
        Process::run($command, ['throw' => true]);
        return 'no exception';
    } catch (Process\ExecException $e) {
        return preg_replace("/^'.*?' (ended with |was killed by )/", '', strtok($e->getMessage(), "\n"));
    }
}

foreach ([3, ...range(63, 79), 125, 128, 129, 160, 163, 255] as $code) {
    echo first_line("exit $code"), "\n";
}
foreach (['HUP', 'TERM', 'PIPE', 'USR1', 'XCPU', 'RTMIN'] as $signal) {
    echo first_line("kill -$signal \$\$"), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
exit code 3
exit code 63
exit code 64 (wrong usage of the command)
exit code 65 (wrong input data)
exit code 66 (cannot open the input)
exit code 67 (unknown user)
exit code 68 (unknown host)
exit code 69 (service unavailable)
exit code 70 (internal error of the program)
exit code 71 (error of the operating system)
exit code 72 (a system file is missing or broken)
exit code 73 (cannot create the output)
exit code 74 (input/output error)
exit code 75 (temporary failure, try again later)
exit code 76 (protocol error of the other side)
exit code 77 (permission denied)
exit code 78 (configuration error)
exit code 79
exit code 125
exit code 128 (invalid argument of exit)
exit code 129 (as of signal SIGHUP below a shell)
exit code 160
exit code 163
exit code 255 (exit code out of range, or -1)
signal 1 (SIGHUP, hangup)
signal 15 (SIGTERM, terminated)
signal 13 (SIGPIPE, wrote to a pipe that nobody reads)
signal 10 (SIGUSR1)
signal 24 (SIGXCPU, limit of processor time exceeded)
signal %d
