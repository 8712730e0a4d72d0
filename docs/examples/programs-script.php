<?php
use ION\Process;
use ION\Process\IPC\Message;

/* One file, two parts: this program starts itself again. */
if ($master = Process::getParentIPC()) {
    $master->onRequest(fn (Message $question) => array_sum($question->data) * (int) $argv[1]);
    ION::dispatch();                        // until the master closes the channel
    print "child: the master has gone\n";
    exit(7);
}

$child = Process::spawnScript(__FILE__, ['10']);
print 'master: ' . $child->getIPC()->request([1, 2, 3])->await() . "\n";
$child->getIPC()->close();
$child->whenExit()->await();
print "master: the child has ended with code {$child->getExitStatus()}\n";
