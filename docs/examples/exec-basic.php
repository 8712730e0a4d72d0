<?php
ION::promise(function () {
    // the files that are not under version control, or changed
    $result = yield ION\Process::exec('git status -s');

    // $result instanceof ION\Process\Exec
    print $result->stdout;
});
ION::dispatch();
