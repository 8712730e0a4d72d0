<?php
use ION\Process\IPC;
use ION\Process\IPC\Message;

[$left, $right] = IPC::create();

/* requests and plain messages in one place; answered when it suits */
$waiting = [];
$right->whenIncoming()->then(function (Message $message) use (&$waiting) {
    if ($message->isRequest()) {
        $waiting[] = $message;
    } elseif ($message->data === 'now') {
        foreach ($waiting as $number => $request) {
            $request->reply("answer $number to $request->data");
        }
    }
});

$replies = ION::promise([$left->request('one'), $left->request('two')]);
$left->send('now');
print implode("\n", $replies->await()) . "\n";
