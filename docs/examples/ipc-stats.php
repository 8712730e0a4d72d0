<?php
use ION\Process\IPC;

[$left, $right] = IPC::create();
$right->whenIncoming()->then(function ($message) use ($right) {
    if ($message->data === 'message 999') {
        $right->close();
    }
});
for ($i = 0; $i < 1000; $i++) {
    $left->send("message $i");
}
ION::dispatch();

$sent = $left->getStats();
print "$sent[messagesSent] messages, $sent[bytesSent] bytes, $sent[writes] system calls\n";
$received = $right->getStats();
print "$received[messagesReceived] messages, $received[bytesReceived] bytes, $received[reads] system call\n";
