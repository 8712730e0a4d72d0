--TEST--
IPC: at the end come the messages, then the requests fail, then whenDisconnected, each once
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\{DisconnectedException, IPC};

foreach (['the other end closes', 'the other end is dropped', 'own close'] as $how) {
    echo "--- $how\n";
    [$a, $b] = IPC::create('context of a', 'context of b');
    $same = $a->whenDisconnected();
    var_dump($same === $a->whenDisconnected());
    $a->whenIncoming()->then(fn ($message) => print("message $message->data\n"));
    foreach ([1, 2] as $n) {
        $a->request($n)->onFail(function (DisconnectedException $e) use ($n, $a) {
            echo "request $n: ", $e->getMessage(), ' ', $e->unsent, ' ', json_encode($a->isConnected()), "\n";
        });
    }
    $a->whenDisconnected()->then(function ($context) use ($a) {
        echo "disconnected: $context ", json_encode($a->isConnected()), "\n";
    });
    $b->send('x')->send('y');
    if ($how === 'the other end closes') {
        $b->close();
        $b->close();
    } elseif ($how === 'own close') {
        $a->close();
    }
    unset($b);
    ION::dispatch();
    var_dump($same->getState(), $a->whenDisconnected() === $same);
    try {
        $a->send('too late');
    } catch (DisconnectedException $e) {
        echo get_class($e), ': ', $e->getMessage(), "\n";
    }
    $a->request('too late')->onFail(fn (DisconnectedException $e) => print("request: {$e->getMessage()}\n"));
    $a->flush()->then(fn ($written) => var_dump($written));
    $a->whenDrained()->onFail(fn (DisconnectedException $e) => print("drained: {$e->getMessage()}\n"));
    $a->close();
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
--- the other end closes
bool(true)
message x
message y
request 1: The other end of the channel is gone 0 false
request 2: The other end of the channel is gone 0 false
disconnected: context of a false
string(4) "done"
bool(true)
ION\Process\DisconnectedException: The other end of the channel is gone
request: The other end of the channel is gone
bool(true)
drained: The other end of the channel is gone
--- the other end is dropped
bool(true)
message x
message y
request 1: The other end of the channel is gone 0 false
request 2: The other end of the channel is gone 0 false
disconnected: context of a false
string(4) "done"
bool(true)
ION\Process\DisconnectedException: The other end of the channel is gone
request: The other end of the channel is gone
bool(true)
drained: The other end of the channel is gone
--- own close
bool(true)
request 1: The channel is closed 0 false
request 2: The channel is closed 0 false
disconnected: context of a false
string(4) "done"
bool(true)
ION\Process\DisconnectedException: The channel is closed
request: The channel is closed
bool(true)
drained: The channel is closed
