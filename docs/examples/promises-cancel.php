<?php
$sleep = ION\Process::exec('sleep 60');
$sleep->onFail(function (ION\Promise\CancelException $e) {
    printf("cancelled: %s; signal %d\n", $e->getMessage(), $e->result->signal);
});

ION::await(0.02)->then(function () use ($sleep) {
    $sleep->cancel('not needed any more');
});
ION::dispatch();
print $sleep->getState() . "\n";
