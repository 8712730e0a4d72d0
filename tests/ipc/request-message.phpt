--TEST--
IPC: without a handler requests are messages that are answered once
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\{DisconnectedException, IPC, IPCException};

[$a, $b] = IPC::create();
$failed = fn (string $what) => fn (IPCException $e) => print("$what: " . get_class($e) . " {$e->getMessage()}\n");
$try = function (callable $fn) {
    try {
        $fn();
    } catch (Throwable $e) {
        echo get_class($e), ': ', $e->getMessage(), "\n";
    }
};
$kept = null;
$b->whenIncoming()->then(function (IPC\Message $message) use ($try, &$kept) {
    echo "$message->data: ", json_encode($message->isRequest()), "\n";
    switch ($message->data) {
        case 'message':
            $try(fn () => $message->reply(1));
            break;
        case 'twice':
            $message->reply('once');
            $try(fn () => $message->reply('again'));
            break;
        case 'unsendable':
            $try(fn () => $message->reply([fn () => 1]));
            $message->reply('second try');
            break;
        case 'kept':
            $kept = $message;
            break;
        case 'throws':
            throw new DomainException('in the handler');
    }
});
ION::setErrorHandler(fn ($e) => print('error handler: ' . $e->getMessage() . "\n"));
$a->send('message');
echo $a->request('twice')->await(), "\n";
echo $a->request('unsendable')->await(), "\n";
$a->request('dropped')->then(null, $failed('dropped'))->await();
$a->request('throws')->then(null, $failed('throws'))->await();
$a->request('kept')->onFail($failed('kept'));
while ($kept === null) {
    ION::dispatch(ION::LOOP_ONCE);
}
$a->close();
ION::dispatch();
$try(fn () => $kept->reply('too late'));
unset($kept);

/* asked before anybody listened, then answered by a handler */
[$a, $b] = IPC::create();
$b->request('of b')->onFail($failed('of b'));
$a->send('message for nobody');
$answer = $a->request('x');
for ($i = 0; $i < 3; $i++) {
    ION::dispatch(ION::LOOP_NONBLOCK);
}
$b->onRequest(fn ($message) => "$message->data y");
echo $answer->await(), "\n";
$b->whenIncoming()->then(fn ($message) => print("$message->data\n"));
ION::dispatch(ION::LOOP_NONBLOCK);
/* dropped in the inbox: the other end is told by the end of the channel */
$b->onRequest(null);
unset($b);
$a->close();
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
message: false
ION\InvalidUsageException: This message is not a request: there is nobody who waits for a reply
twice: true
ION\InvalidUsageException: This request has been answered already
once
unsendable: true
TypeError: Cannot send Closure at [0]
second try
dropped: true
dropped: ION\Process\IPCException ION\Process\IPCException: The request was dropped without a reply
throws: true
error handler: in the handler
throws: ION\Process\IPCException ION\Process\IPCException: The request was dropped without a reply
kept: true
kept: ION\Process\DisconnectedException The channel is closed
ION\Process\DisconnectedException: The other end of the channel is gone
x y
message for nobody
of b: ION\Process\DisconnectedException The other end of the channel is gone
