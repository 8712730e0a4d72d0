<?php
use ION\Process\ChildProcess;
use ION\Process\DisconnectedException;
use ION\Process\IPC;
use ION\Process\IPC\Message;

$worker = (new ChildProcess())->start(function (IPC $master) {
    $master->send('the last words');
    exit(3);
});
$channel = $worker->getIPC();

$channel->request('are you there?')->onFail(function (DisconnectedException $e) {
    print "the request fails\n";
});
$channel->whenIncoming()->then(function (Message $message) {
    print "message: $message->data\n";
});
$channel->whenDisconnected()->then(function (ChildProcess $worker) {
    print "disconnected\n";
});
$worker->whenExit()->then(function (ChildProcess $worker) {
    print "exit code {$worker->getExitStatus()}\n";
});
ION::dispatch();

try {
    $channel->send('hello?');
} catch (DisconnectedException $e) {
    print "nobody is there to send to\n";
}
