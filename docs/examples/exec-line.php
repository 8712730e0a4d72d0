<?php
ION::promise(function () {
    $result = yield ION\Process::exec('echo $_ION_EXEC_LINE');

    print $result->stdout;
});
ION::dispatch();
