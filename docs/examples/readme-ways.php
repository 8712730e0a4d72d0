<?php
use ION\Process;

// a coroutine: yield waits
ION::promise(function () {
    $result = yield Process::exec('echo yield');
    print $result->stdout;
});
ION::dispatch();

// a fiber: await() waits
ION::async(function () {
    $result = Process::exec('echo await')->await();
    print $result->stdout;
});
ION::dispatch();

// callbacks: nobody waits
Process::exec('echo then')->then(function (Process\Exec $result) {
    print $result->stdout;
});
ION::dispatch();
