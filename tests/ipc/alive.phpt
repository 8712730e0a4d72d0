--TEST--
IPC: what keeps the loop alive, and what not
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\IPC;

function alive(string $what, ?callable $do = null): void
{
    $pair = IPC::create();
    [$a, $b] = $pair;
    if ($do) {
        $do($a, $b);
    }
    echo $what, ': ', json_encode(ION::dispatch(ION::LOOP_NONBLOCK)), "\n";
    $a->close();
    $b->close();
    ION::dispatch();
}

alive('an open channel');
alive('one that something was sent on', fn ($a) => $a->send('x'));
alive('a listener', fn ($a) => $a->whenIncoming()->then(fn () => 1));
alive('a Sequence without a listener', fn ($a) => $a->whenIncoming());
alive('a handler of requests', fn ($a) => $a->onRequest(fn () => 1));
alive('a handler that was removed', fn ($a) => $a->onRequest(fn () => 1)->onRequest(null));
alive('whenDisconnected', fn ($a) => $a->whenDisconnected());
alive('a request', fn ($a) => $a->request(1)->onFail(fn () => 1));
alive('a request that was cancelled', function ($a) {
    $request = $a->request(1);
    $request->onFail(fn () => 1);
    $request->cancel('never mind');
});
alive('bytes that cannot be written', fn ($a) => $a->send(str_repeat('x', 3 << 20)));
alive('whenDrained', function ($a) {
    $a->send(str_repeat('x', 3 << 20));
    $a->whenDrained()->onFail(fn () => 1);
});

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
an open channel: false
one that something was sent on: false
a listener: true
a Sequence without a listener: false
a handler of requests: true
a handler that was removed: false
whenDisconnected: true
a request: true
a request that was cancelled: false
bytes that cannot be written: true
whenDrained: true
