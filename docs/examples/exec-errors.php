<?php
use ION\Process;

$attempts = [
    [['no-such-program'], []],
    [['/etc/passwd'], []],
    [['true'], ['cwd' => '/no/such/directory']],
    [['true'], ['user' => 'no-such-user']],
];
foreach ($attempts as [$command, $options]) {
    try {
        Process::run($command, $options);
    } catch (Process\SpawnException $e) {
        printf("%-10s errno %2d  %s\n", $e->stage, $e->errno, $e->getMessage());
    }
}
