<?php
use ION\Process;

ION::promise(function () {
    $log = Process::exec('git log --oneline -1');        // both programs run at once
    $files = Process::exec(['git', 'ls-files']);

    printf("last commit: %s", (yield $log)->stdout);
    printf("files:       %d\n", substr_count((yield $files)->stdout, "\n"));
});
ION::dispatch();
