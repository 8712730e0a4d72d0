--TEST--
IPC: a closed end does not wait for ever for somebody who reads nothing
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\DisconnectedException;
use ION\Process\IPC;

ION::setErrorHandler(fn (Throwable $e) => print get_class($e) . ": {$e->getMessage()}\n");

/* nobody reads: one that fits into the socket, and what does not */
[$left, $right] = IPC::create();
$left->setOptions(['closeTimeout' => 0.1]);
for ($i = 0; $i < 10; $i++) {
    $left->send(str_repeat('x', 1 << 20));
}
$left->flush()->onFail(fn (DisconnectedException $e) => print "flush: {$e->getMessage()}\n");
$left->whenDisconnected()->then(fn () => print "disconnected\n");
$start = hrtime(true);
$left->close();
$left->close();
ION::dispatch();
$took = (hrtime(true) - $start) / 1e9;
echo $took >= 0.1 && $took < 20 ? 'in time' : "after $took s", ', unsent ', $left->getStats()['unsent'] >= 9 ? 'most' : 'few', "\n";
unset($left, $right);

/* somebody who reads, if slowly, gets all of it: the time begins anew with each byte taken */
[$left, $right] = IPC::create();
$left->setOptions(['closeTimeout' => 0.3]);
for ($i = 0; $i < 40; $i++) {
    $left->send(str_repeat('x', 1 << 18));
}
$left->close();
$start = hrtime(true);
$count = ION::async(function () use ($right) {
    $count = 0;
    foreach ($right->whenIncoming() as $message) {
        $count += strlen($message->data) === 1 << 18;
        ION::await(0.02)->await();
    }
    return $count;
})->await();
echo "$count read, ", (hrtime(true) - $start) / 1e9 > 0.6 ? 'over more than the limit' : 'at once', "\n";
ION::dispatch();
unset($left, $right);

/* nothing is queued: closed at once, whatever the limit is */
[$left, $right] = IPC::create();
$left->setOptions(['closeTimeout' => 3600]);
$left->close();
ION::dispatch();
var_dump($left->isConnected());
unset($left, $right);

foreach ([-1, NAN, 'x'] as $wrong) {
    try {
        IPC::create()[0]->setOptions(['closeTimeout' => $wrong]);
    } catch (TypeError | ValueError $e) {
        echo get_class($e), ': ', $e->getMessage(), "\n";
    }
}
ION::setErrorHandler(null);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
flush: The channel is closed: 10 messages were not sent
ION\Process\IPCException: The other end of a channel has taken nothing for 0.1 s (closeTimeout): 10 messages were not sent
disconnected
in time, unsent most
40 read, over more than the limit
bool(false)
ValueError: Option "closeTimeout" must be a finite number of seconds, at least 0
ValueError: Option "closeTimeout" must be a finite number of seconds, at least 0
TypeError: Option "closeTimeout" must be of type int|float, string given
