<?php
use ION\Process\ChildProcess;
use ION\Process\IPC;

$child = (new ChildProcess())->start(function (IPC $parent) {
    ION::interval(0.01, 'clock')->then(fn () => $parent->send(date('Y-m-d H:i:s')));
});

ION::async(function () use ($child) {
    $received = 0;
    foreach ($child->getIPC()->whenIncoming() as $message) {
        // the kernel says who has sent it
        print "received from $message->pid: $message->data\n";
        if (++$received === 3) {
            break;
        }
    }
    $child->kill();
});
ION::dispatch();
