<?php
$result = ION\Process::exec('git status -s')->await();
print $result->stdout;

print ION\Process::run('git status -s')->stdout;        // the same, shorter
