<?php
use ION\Process;

ION::promise(function () {
    try {
        yield Process::exec(['/no/such/program']);
    } catch (Process\SpawnException $e) {
        print "{$e->getMessage()}\n";
    }
    print (yield Process::exec('echo and on'))->stdout;
});
ION::dispatch();
