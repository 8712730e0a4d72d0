--TEST--
IPC: a reader that does not read bounds the writer; both sides full is no deadlock
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\{IPC, IPCException, QueueFullException};

[$a, $b] = IPC::create();
$a->setOptions(['queueLimit' => 4 << 20]);
var_dump($a->whenDrained()->getState());
$block = str_repeat('x', 100000);
$sent = 0;
try {
    while (true) {
        $a->send($block);
        $sent++;
    }
} catch (QueueFullException $e) {
    echo $e->getMessage(), "\n";
}
$drained = $a->whenDrained();
var_dump($drained->getState(), $drained === $a->whenDrained(), $a->getQueuedBytes() <= 4 << 20, $a->getQueuedBytes() > 3 << 20, $sent > 40);
$before = $a->getQueuedBytes();
for ($i = 0; $i < 10; $i++) {
    ION::dispatch(ION::LOOP_NONBLOCK);
}
var_dump($drained->getState(), $a->getQueuedBytes() <= $before);
$count = 0;
$b->whenIncoming()->then(function ($message) use (&$count, $drained, $a) {
    $count++;
});
$drained->then(function ($value) use ($a) {
    var_dump($value, $a->getQueuedBytes() <= 256 << 10);
    $a->close();
});
ION::dispatch();
var_dump($count === $sent);

/* 6 MiB each way at once */
[$a, $b] = IPC::create();
$total = ['a' => 0, 'b' => 0];
foreach (['a' => $a, 'b' => $b] as $name => $end) {
    $end->whenIncoming()->then(function ($message) use (&$total, $name, $end, $a, $b) {
        $total[$name] += strlen($message->data);
        if ($total === ['a' => 60 * 100000, 'b' => 60 * 100000]) {
            $a->close();
        }
    });
    for ($i = 0; $i < 60; $i++) {
        $end->send($block);
    }
}
ION::dispatch();
var_dump($total);

/* the same with answers nobody makes room for: a limit, not memory without end */
[$a, $b] = IPC::create();
$b->setOptions(['highWater' => 1000, 'lowWater' => 0, 'queueLimit' => 300000]);
$b->onRequest(fn () => $block);
$outcomes = [];
for ($i = 0; $i < 3000; $i++) {
    $a->request($i)->then(
        function () use (&$outcomes) { @$outcomes['answered']++; },
        function (IPCException $e) use (&$outcomes) { @$outcomes[$e->remoteClass ?: get_class($e)]++; },
    );
}
ION::dispatch();
var_dump(array_keys($outcomes), array_sum($outcomes), $outcomes['answered'] < 10, $b->isConnected());

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
string(4) "done"
There is no room for 100000 bytes in the queue: %d wait, and the limit (queueLimit) is 4194304. Wait for whenDrained() before sending on
string(7) "pending"
bool(true)
bool(true)
bool(true)
bool(true)
string(7) "pending"
bool(true)
bool(true)
bool(true)
bool(true)
array(2) {
  ["a"]=>
  int(6000000)
  ["b"]=>
  int(6000000)
}
array(3) {
  [0]=>
  string(8) "answered"
  [1]=>
  string(30) "ION\Process\QueueFullException"
  [2]=>
  string(33) "ION\Process\DisconnectedException"
}
int(3000)
bool(true)
bool(false)
