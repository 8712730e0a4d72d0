<?php
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;
use ION\Process\IPCException;

$worker = (new ChildProcess())->start(function (IPC $master) {
    $master->onRequest(fn (Message $message) => match ($message->data[0]) {
        'sum' => array_sum($message->data[1]),
        // a promise or a generator replies when it is done
        'later' => ION::await(0.01)->then(fn () => 'done'),
        default => throw new DomainException("cannot {$message->data[0]}"),
    });
});
$channel = $worker->getIPC();

print $channel->request(['sum', [1, 2, 3]])->await() . "\n";

/* any number at the same time, the replies come as they are ready */
$both = ION::promise(['slow' => $channel->request(['later']), 'quick' => $channel->request(['sum', [4, 5]])]);
print json_encode($both->await()) . "\n";

try {
    $channel->request(['dance'])->await();
} catch (IPCException $e) {
    print "$e->remoteClass: $e->remoteMessage\n";
}
$channel->close();
ION::dispatch();
