<?php
use ION\Process\IPC;
use ION\Process\QueueFullException;

ION::setErrorHandler(fn (Throwable $e) => print get_class($e) . ": {$e->getMessage()}\n");

[$left, $right] = IPC::create();
$left->setOptions(['maxMessage' => 1000, 'queueLimit' => 500000, 'highWater' => 100000, 'lowWater' => 10000]);
try {
    $left->send(str_repeat('x', 1001));
} catch (ValueError $e) {
    print "{$e->getMessage()}\n";
}
try {
    while (true) {
        $left->send(str_repeat('x', 1000));     // nobody reads
    }
} catch (QueueFullException $e) {
    print "the queue is full\n";
}

/* what is longer than the receiving end allows ends the channel */
[$left, $right] = IPC::create();
$right->setOptions(['maxMessage' => 1000]);
$right->whenIncoming()->then(fn ($message) => print strlen($message->data) . " bytes\n");
$right->whenDisconnected()->then(fn () => print "disconnected\n");
$left->send(str_repeat('x', 1000))->send(str_repeat('x', 1001));
ION::dispatch();
