<?php
use ION\Process;

ION::async(function () {
    $program = Process::spawn('head -c 10000000 /dev/zero');
    $bytes = 0;
    foreach ($program->getStdout()->whenData() as $chunk) {
        $bytes += strlen($chunk);
    }
    print "$bytes bytes\n";
})->await();
