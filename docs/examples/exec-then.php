<?php
ION\Process::exec('git status -s')->then(function (ION\Process\Exec $result) {
    print $result->stdout;
});
ION::dispatch();
