--TEST--
IPC: nothing is read while nobody listens; what was kept comes first, in order
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\IPC;

function turns(int $count = 5): void
{
    while ($count--) {
        ION::dispatch(ION::LOOP_NONBLOCK);
    }
}

/* not listened: the loop has nothing to do, the messages stay in the socket */
[$a, $b] = IPC::create();
$a->send('one')->send('two')->send('three');
var_dump(ION::dispatch(), $b->getStats()['messagesReceived'], $a->getStats()['queuedBytes']);

/* a coroutine takes one at a time; between two yields nobody listens and nothing is lost */
ION::promise(function () use ($b) {
    for ($i = 0; $i < 3; $i++) {
        echo (yield $b->whenIncoming())->data, ' ';
        yield ION::await(0);
    }
    echo "\n";
});
ION::dispatch();

/* only a request waits: messages that come before its answer are kept */
$b->onRequest(function ($message) use ($b) {
    $b->send('before')->send('also before');
    return 'answer';
});
echo $a->request('question')->await(), "\n";
$b->send('after');
turns();
var_dump($a->getStats()['messagesReceived']);
$sequence = $a->whenIncoming();
var_dump($sequence === $a->whenIncoming());
$sequence->then(fn ($message) => print("$message->data, "));
echo "nothing at once: ";
turns();
echo "\n";

/* a Sequence that is cancelled takes its handlers along; there is another then */
$sequence->cancel();
$b->send('fresh');
turns();
var_dump($sequence->getState(), $sequence !== $a->whenIncoming(), $a->getStats()['messagesReceived']);
ION::promise(function () use ($a) { echo (yield $a->whenIncoming())->data, "\n"; });
turns();
$b->onRequest(null);

/* one that nobody holds or listens to is not kept */
$a->whenIncoming()->setName('forgotten');
var_dump($a->whenIncoming()->forget('forgotten')->getState());

/* an ended channel keeps what nobody has read, until its object is freed */
$a->send('last words')->send('goodbye');
$a->close();
var_dump($b->whenDisconnected()->await(), $b->isConnected());
ION::promise(function () use ($b) {
    foreach ([1, 2] as $_) {
        echo (yield $b->whenIncoming())->data, "\n";
    }
    try {
        yield $b->whenIncoming();
    } catch (ION\Promise\CancelException $e) {
        echo $e->getMessage(), "\n";
    }
});
ION::dispatch();
var_dump($b->whenIncoming()->getState());

/* the same when they had been read already, for a request */
[$a, $b] = IPC::create();
$request = $b->request('never answered');
$request->onFail(fn ($e) => print(get_class($e) . "\n"));
$a->send('kept')->send('kept too');
turns();
$a->close();
unset($a);
ION::dispatch();
ION::async(function () use ($b) {
    foreach ($b->whenIncoming() as $message) {
        echo $message->data, "\n";
    }
    echo "the end\n";
});
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(false)
int(0)
int(0)
one two three 
answer
int(3)
bool(true)
nothing at once: before, also before, after, 
string(8) "canceled"
bool(true)
int(4)
fresh
string(7) "pending"
NULL
bool(false)
last words
goodbye
The channel is closed
string(8) "canceled"
ION\Process\DisconnectedException
kept
kept too
the end
