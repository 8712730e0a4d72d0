--TEST--
IPC: a foreach takes what is at hand, and only what is for it
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\IPC;

/* requests and replies between the messages: each in its place */
[$a, $b] = IPC::create();
$log = [];
$b->onRequest(function ($message) use (&$log) { $log[] = "request $message->data"; return $message->data; });
ION::async(function () use ($b, &$log) {
    foreach ($b->whenIncoming() as $message) {
        $log[] = "message $message->data";
    }
    $log[] = 'the end';
});
$a->send(1)->send(2);
$a->request(3)->then(function ($value) use (&$log) { $log[] = "reply $value"; });
$a->send(4);
$b->request('x')->onFail(function () use (&$log) { $log[] = 'request failed'; });
$last = $a->request(5);
$a->send(6);
$last->await();
$a->close();
ION::dispatch();
echo implode(', ', $log), "\n";

/* with another listener both get all */
[$a, $b] = IPC::create();
$log = [];
ION::async(function () use ($b, &$log) {
    foreach ($b->whenIncoming() as $key => $message) {
        $log[] = "loop $message->data";
        if ($message->data === 2) {
            $b->whenIncoming()->then(function ($message) use (&$log) { $log[] = "handler $message->data"; });
        }
    }
});
for ($i = 1; $i <= 4; $i++) {
    $a->send($i);
}
$a->close();
ION::dispatch();
echo implode(', ', $log), "\n";

/* what is refused is reported on the way; what the error handler throws comes out of the loop */
enum Size
{
    case Small;
}
[$a, $b] = IPC::create();
ION::setErrorHandler(function ($e) { static $count = 0; print(get_class($e) . "\n"); if (++$count === 2) { throw new DomainException('from the handler'); } });
$reader = ION::async(function () use ($b) {
    try {
        foreach ($b->whenIncoming() as $message) {
            echo "$message->data\n";
        }
    } catch (DomainException $e) {
        echo $e->getMessage(), "\n";
    }
    foreach ($b->whenIncoming() as $message) {
        echo "again: $message->data\n";
        $b->close();
    }
    return 'done';
});
$a->send('one')->send(Size::Small)->send('two')->send(Size::Small)->send('three')->send('four');
echo $reader->await(), "\n";
ION::setErrorHandler(null);

/* at the top of a script */
[$a, $b] = IPC::create();
$a->send('a')->send('b')->send('c')->close();
foreach ($b->whenIncoming() as $key => $message) {
    echo "$key $message->data\n";
}
/* large ones, one arriving while another is looped over */
[$a, $b] = IPC::create();
$sum = 0;
ION::async(function () use ($b, &$sum) {
    foreach ($b->whenIncoming() as $message) {
        $sum += strlen($message->data);
        if ($sum % 3 === 0) {
            ION::await(0)->await();
        }
    }
});
ION::async(function () use ($a) {
    for ($i = 0; $i < 200; $i++) {
        $a->send(str_repeat('x', $i * 1000));
        $i % 10 === 0 && $a->flush()->await();
    }
    $a->close();
});
ION::dispatch();
var_dump($sum === array_sum(range(0, 199)) * 1000);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
message 1, message 2, request 3, message 4, request 5, message 6, reply 3, the end, request failed
loop 1, loop 2, handler 3, loop 3, handler 4, loop 4
one
ION\Process\IPCException
two
ION\Process\IPCException
from the handler
again: three
done
0 a
1 b
2 c
bool(true)
