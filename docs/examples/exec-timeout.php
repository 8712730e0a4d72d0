<?php
use ION\Process;

ION::promise(function () {
    try {
        yield Process::exec('echo started; exec sleep 60', ['timeout' => 0.5]);
    } catch (ION\Promise\TimeoutException $e) {
        printf("%s\n", $e->getMessage());
        printf("printed %s, signal %d, cause %s\n",
            json_encode($e->result->stdout), $e->result->signal, $e->result->cause);
    }
});
ION::dispatch();
