<?php
use ION\Process\IPC;

[$left, $right] = IPC::create();

/* in a fiber: until the channel is closed */
$reader = ION::async(function () use ($right) {
    foreach ($right->whenIncoming() as $message) {
        print "$message->data\n";
        ION::await(0.001)->await();     // the next message waits in the socket meanwhile
    }
    return 'closed';
});

$left->send('one')->send('two')->send('three');
$left->close();

print $reader->await() . "\n";
