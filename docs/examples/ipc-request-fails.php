<?php
use ION\Process\ChildProcess;
use ION\Process\DisconnectedException;
use ION\Process\IPC;
use ION\Promise\TimeoutException;

$worker = (new ChildProcess())->start(function (IPC $master) {
    $master->onRequest(function ($message) {
        if ($message->data === 'die') {
            exit(1);
        }
        yield ION::await(60);
    });
});
$channel = $worker->getIPC();

try {
    $channel->request('work', timeout: 0.05)->await();
} catch (TimeoutException $e) {
    print "too slow: {$e->getMessage()}\n";
}
try {
    $channel->request('die')->await();
} catch (DisconnectedException $e) {
    print "gone: {$e->getMessage()}\n";
}
ION::dispatch();
