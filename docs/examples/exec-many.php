<?php
use ION\Process;

ION::promise(function () {
    $running = [];
    foreach (['README.md', 'LICENSE', 'COPYING'] as $file) {
        $running[$file] = Process::exec(['wc', '-l', $file]);       // all start now
    }
    foreach ($running as $file => $promise) {
        $result = yield $promise;
        printf("%-10s %s\n", $file, $result->ok() ? (int) $result->stdout . ' lines' : 'missing');
    }
});
ION::dispatch();
