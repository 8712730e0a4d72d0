<?php
use ION\Process;

ION::promise(function () {
    $results = yield ION::promise([
        'head' => Process::exec('git rev-parse --abbrev-ref HEAD'),
        'dirty' => Process::exec('git status --porcelain'),
        'note' => 'no promise: stays as it is',
    ]);
    printf("%s, %d changes, %s\n",
        trim($results['head']->stdout),
        substr_count($results['dirty']->stdout, "\n"),
        $results['note']);
});
ION::dispatch();
