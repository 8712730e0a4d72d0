<?php
use ION\Process;
use ION\Process\ChildProcess;

// what the worker, and what it starts, prints comes here
$worker = (new ChildProcess(['stdio' => [1 => 'pipe']]))->start(function () {
    print "printed by PHP\n";
    Process::run('echo printed by a shell', ['stdio' => [1 => 'inherit']]);
});
$worker->whenStarted()->await();            // from now on there is a pipe
print strtoupper($worker->getStdout()->readAll()->await());
$worker->whenExit()->await();
