<?php
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

$worker = (new ChildProcess())->start(function (IPC $master) {
    $master->whenIncoming()->then(function (Message $message) use ($master) {
        $master->send(['you said' => $message->data]);
    });
});

$channel = $worker->getIPC();
$channel->whenIncoming()->then(function (Message $message) use ($channel) {
    print json_encode($message->data) . "\n";
    if ($message->data === ['you said' => [1, 2.5, null]]) {
        $channel->close();
    }
});
$channel->whenDisconnected()->then(function (ChildProcess $worker) {
    print "disconnected\n";
});
$channel->send('a string')->send([1, 2.5, null]);

ION::dispatch();
