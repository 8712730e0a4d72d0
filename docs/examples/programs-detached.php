<?php
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;

$directory = sys_get_temp_dir() . '/detached-' . getmypid();
mkdir($directory);
Process::run(['mkfifo', "$directory/go"]);

/* A process that starts a program and ends. */
$starter = (new ChildProcess())->start(function (IPC $master) use ($directory) {
    $program = Process::spawn('read go <go; echo "still here" >done', [
        'cwd' => $directory,
        'detached' => true,
    ]);
    $program->whenStarted()->await();
    $master->send($program->getPID());
});
$pid = $starter->getIPC()->whenIncoming()->await()->data;
$starter->whenExit()->await();

print 'its starter has ended, it ' . (Process::isRunning($pid) ? "runs\n" : "is gone\n");
$stranger = Process::attach($pid);                      // no child of this process: see "Signals"
file_put_contents("$directory/go", "go\n");             // what it waits for
$stranger->whenExit()->await();
print file_get_contents("$directory/done");

array_map('unlink', glob("$directory/*"));
rmdir($directory);
