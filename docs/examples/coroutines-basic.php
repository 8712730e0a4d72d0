<?php
use ION\Process;

ION::promise(function () {
    $branch = trim((yield Process::exec('git branch --show-current'))->stdout);
    $count = trim((yield Process::exec(['git', 'rev-list', '--count', $branch]))->stdout);

    return "$branch has $count commits";
})->then(function (string $text) {
    print "$text\n";
});

ION::dispatch();
