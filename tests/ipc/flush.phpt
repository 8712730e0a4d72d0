--TEST--
IPC: flush() is done when all is written; sends of one turn leave together, a lone one at once
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\IPC;

[$a, $b] = IPC::create();
var_dump($a->flush()->getState());
/* at once */
$a->send('lone');
var_dump($a->getQueuedBytes(), $a->getStats()['writes'], $a->flush()->getState());
/* together */
for ($i = 0; $i < 1000; $i++) {
    $a->send("message $i");
}
$flush = $a->flush();
var_dump($flush->getState(), $a->getQueuedBytes() > 0);
var_dump($flush->await(), $a->getQueuedBytes(), $a->getStats()['messagesSent'], $a->getStats()['writes'] <= 4);
$reads = 0;
$b->whenIncoming()->then(function ($message) use (&$reads, $b) {
    if ($message->data === 'message 999') {
        var_dump($b->getStats()['messagesReceived'], $b->getStats()['reads'] <= 4);
        $b->close();
    }
});
ION::dispatch();

/* one after another, asked while the first is on its way */
[$a, $b] = IPC::create();
$log = [];
$a->send(str_repeat('x', 1 << 20));
$a->flush()->then(function () use (&$log) { $log[] = 'first'; });
$a->send(str_repeat('y', 1 << 20));
$a->flush()->then(function () use (&$log, $a) { $log[] = 'second ' . $a->getQueuedBytes(); $a->close(); });
$b->whenIncoming()->then(fn () => null);
ION::dispatch();
echo implode(', ', $log), "\n";

/* the other end goes before it is written */
[$a, $b] = IPC::create();
$a->send(str_repeat('x', 8 << 20))->send('never');
$a->flush()->onFail(function (ION\Process\DisconnectedException $e) { echo $e->getMessage(), "; $e->unsent\n"; });
$a->whenDrained()->onFail(function (ION\Process\DisconnectedException $e) { echo "drained: $e->unsent\n"; });
$b->close();
ION::dispatch();
var_dump($a->getStats()['unsent'], $a->flush()->onFail(fn () => 1)->getState());

/* close() flushes */
[$a, $b] = IPC::create();
$a->send(str_repeat('x', 8 << 20))->send('last');
$a->close();
unset($a);
$last = null;
$b->whenIncoming()->then(function ($message) use (&$last) { $last = $message->data; });
ION::dispatch();
var_dump($last);
/* and so does dropping the object */
[$a, $b] = IPC::create();
$a->send(str_repeat('x', 8 << 20))->send('dropped');
unset($a);
$b->whenIncoming()->then(function ($message) use (&$last) { $last = $message->data; });
ION::dispatch();
var_dump($last);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
string(4) "done"
int(0)
int(1)
string(4) "done"
string(7) "pending"
bool(true)
bool(true)
int(0)
int(1001)
bool(true)
int(1001)
bool(true)
first, second 0
The other end of the channel is gone: 2 messages were not sent; 2
drained: 2
int(2)
string(4) "done"
string(4) "last"
string(7) "dropped"
