<?php
use ION\Process;

function lines(string $file): int
{
    $result = Process::exec(['wc', '-l', $file])->await();      // suspends this fiber only
    return (int) $result->stdout;
}

$a = ION::async(fn () => lines('README.md'));
$b = ION::async(lines(...), 'LICENSE');

print "{$a->await()} and {$b->await()} lines\n";
