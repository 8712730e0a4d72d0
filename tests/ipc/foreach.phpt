--TEST--
IPC: foreach in a fiber gets every message and ends with the channel
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\IPC;

[$a, $b] = IPC::create();
$reader = ION::async(function () use ($b) {
    $sum = 0;
    foreach ($b->whenIncoming() as $key => $message) {
        $sum += $message->data;
        if ($key % 1000 === 0) {
            ION::await(0)->await();
        }
    }
    return [$key, $sum];
});
ION::async(function () use ($a) {
    foreach (range(1, 5000) as $i) {
        $a->send($i);
        if ($i % 700 === 0) {
            $a->flush()->await();
        }
    }
    $a->close();
});
echo json_encode($reader->await()), "\n";

/* leaving it stops the reading */
[$a, $b] = IPC::create();
ION::async(function () use ($b) {
    foreach ($b->whenIncoming() as $message) {
        echo $message->data, "\n";
        break;
    }
});
$a->send(1)->send(2);
var_dump(ION::dispatch());
/* the first of them has been taken; the second waits for the next reader */
ION::promise(function () use ($b) { echo (yield $b->whenIncoming())->data, "\n"; });
ION::dispatch();
$a->close();
$b->close();
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
[4999,12502500]
1
bool(false)
2
