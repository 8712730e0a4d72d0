--TEST--
IPC: a foreach that is busy with a message reads no further, and leaves the others where they are
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\IPC;

/* the reader is slow: the writer sees it, and nothing piles up here */
[$a, $b] = IPC::create();
$block = str_repeat('x', 100000);
$gate = new ION\ResolvablePromise();
$reader = ION::async(function () use ($b, $gate) {
    $count = 0;
    foreach ($b->whenIncoming() as $message) {
        if (++$count === 1) {
            $gate->await();
        }
    }
    return $count;
});
for ($i = 0; $i < 50; $i++) {
    $a->send($block);
}
for ($i = 0; $i < 20; $i++) {
    ION::dispatch(ION::LOOP_NONBLOCK);
}
var_dump($b->getStats()['messagesReceived'], $a->getQueuedBytes() > 4000000, $a->whenDrained()->getState());
$a->close();
$gate->done();
var_dump($reader->await());

/* what a foreach that was left had not taken is for the next one */
[$a, $b] = IPC::create();
for ($i = 1; $i <= 6; $i++) {
    $a->send($i);
}
$a->flush()->await();
ION::async(function () use ($b) {
    foreach ([1, 2] as $_) {
        foreach ($b->whenIncoming() as $message) {
            ION::await(0)->await();
            echo $message->data, ' ';
            if ($message->data % 2 === 0) {
                break;
            }
        }
        echo "| ";
    }
    /* also after the end */
    foreach ($b->whenIncoming() as $message) {
        ION::await(0)->await();
        echo $message->data, ' ';
    }
    echo "the end\n";
});
$a->close();
ION::dispatch();

/* it asks the other end meanwhile, and that one goes: the request fails, the rest is read, the end */
[$a, $b] = IPC::create();
ION::async(function () use ($b) {
    foreach ($b->whenIncoming() as $message) {
        try {
            $b->request($message->data)->await();
        } catch (ION\Process\DisconnectedException $e) {
            echo "$message->data: ", get_class($e), "\n";
        }
    }
    echo "the end\n";
});
$b->whenDisconnected()->then(fn () => print("disconnected\n"));
$a->send('one')->send('two');
ION::dispatch(ION::LOOP_NONBLOCK);
$a->close();
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(1)
bool(true)
string(7) "pending"
int(50)
1 2 | 3 4 | 5 6 the end
one: ION\Process\DisconnectedException
two: ION\Process\DisconnectedException
disconnected
the end
