<?php
use ION\Process\ChildProcess;
use ION\Process\IPC;

$worker = (new ChildProcess())->start(function (IPC $master) {
    $sum = 0;
    foreach ($master->whenIncoming() as $message) {
        $sum += strlen($message->data);
    }
    print "the worker has read $sum bytes\n";
});

ION::async(function () use ($worker) {
    $channel = $worker->getIPC();
    $most = 0;
    for ($i = 0; $i < 1000; $i++) {
        $channel->send(str_repeat('x', 50000));
        $most = max($most, $channel->getQueuedBytes());
        $channel->whenDrained()->await();       // at once, unless more than 1 MiB has gathered
    }
    print $most < 1.1 * 1048576 ? "never much more than 1 MiB in the queue\n" : "$most bytes in the queue\n";
    $channel->close();                          // what is queued is still written
});
ION::dispatch();
