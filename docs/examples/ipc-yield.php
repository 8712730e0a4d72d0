<?php
use ION\Process\IPC;

[$left, $right] = IPC::create();

/* in a coroutine: one message at a time */
ION::promise(function () use ($right) {
    $first = yield $right->whenIncoming();
    $second = yield $right->whenIncoming();
    print "$first->data, then $second->data\n";
});

$left->send('hello')->send('goodbye');
ION::dispatch();
