<?php
use ION\Process;

$tail = Process::exec('exec tail -f /dev/null', ['cancel' => 'INT']);
$tail->onFail(function (ION\Promise\CancelException $e) {
    printf("%s: signal %d, cause %s\n", $e->getMessage(), $e->result->signal, $e->result->cause);
});

ION::await(0.05)->then(fn () => $tail->cancel('the user has gone'));
ION::dispatch();
