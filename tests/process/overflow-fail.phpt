--TEST--
Process: overflow "fail" stops the program and fails with an ExecException
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\ExecException;

function attempt(array|string $command, array $options): void
{
    try {
        ION\Process::run($command, $options + ['overflow' => 'fail']);
        echo "no exception\n";
    } catch (ExecException $e) {
        echo strtok($e->getMessage(), "\n"), "\n", strlen($e->result->stdout), ' ', $e->result->cause, "\n";
    }
}
attempt(['yes'], ['maxOutput' => 10]);
attempt(['yes'], ['maxOutput' => 0]);
for ($i = 0; $i < 10; $i++) {
    attempt('printf 12345678901; exit 3', ['maxOutput' => 10]);
}
attempt('printf 1234567890; exit 3', ['maxOutput' => 10]);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
'yes' printed more than it may, and was killed by signal 15 (SIGTERM, terminated)
10 overflow
'yes' printed more than it may, and was killed by signal 15 (SIGTERM, terminated)
0 overflow
%A
no exception
