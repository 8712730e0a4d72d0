<?php
use ION\Process\ChildProcess;

$ways = [
    'returns' => function () {},
    'exit(3)' => function () { exit(3); },
    'throws' => function () { throw new DomainException('no such customer'); },
];
ini_set('display_errors', '0');
ini_set('log_errors', '0');

foreach ($ways as $name => $main) {
    $worker = (new ChildProcess())->start($main);
    $worker->whenExit()->await();
    $error = $worker->getError();
    printf("%-8s code %3d  %s\n", $name, $worker->getExitStatus(),
        $error ? "$error[class]: $error[message]" : '');
}
