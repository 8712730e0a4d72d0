<?php
use ION\Process;

ION::promise(function () {
    $started = microtime(true);
    $a = Process::exec('sleep 0.1; echo a');    // start all ...
    $b = Process::exec('sleep 0.1; echo b');
    print (yield $a)->stdout;                   // ... then wait for each
    print (yield $b)->stdout;
    printf("%.1f s\n", microtime(true) - $started);
});
ION::dispatch();
