<?php
use ION\Process;
use ION\Process\ChildProcess;

Process::setTitle('mailer: master');

$worker = (new ChildProcess(['title' => 'mailer: idle']))->start(function () {
    print Process::getTitle() . "\n";
    Process::setTitle('mailer: sending to ada@example.org');
    print rtrim(file_get_contents('/proc/self/cmdline'), "\0") . "\n";
});
$worker->whenExit()->await();
print Process::getTitle() . "\n";
