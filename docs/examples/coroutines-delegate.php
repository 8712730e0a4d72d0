<?php
use ION\Process;

function git(string ...$args): Generator
{
    $result = yield Process::exec(['git', ...$args], ['throw' => true]);
    return trim($result->stdout);
}

ION::promise(function () {
    $branch = yield from git('branch', '--show-current');
    $author = yield from git('log', '-1', '--format=%an');
    print "$author works on $branch\n";
});
ION::dispatch();
