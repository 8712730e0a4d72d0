--TEST--
IPC: channels, closures and messages that hold each other are collected when nothing can arrive any more
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\IPC;

final class Witness
{
    public $hold;
    public function __construct(public string $name) {}
    public function __destruct()
    {
        echo "$this->name gone\n";
    }
}
function step(string $what): void
{
    gc_collect_cycles();
    echo "- $what\n";
}

/* dropped: no collector needed */
$pair = IPC::create(new Witness('context'));
$pair = null;
echo "- dropped\n";

/* the context holds the channel */
$witness = new Witness('context that holds');
[$a, $b] = IPC::create($witness);
$witness->hold = $a;
unset($witness, $a);
step('collected');
var_dump($b->whenDisconnected()->await());

/* listened: the loop holds it while it is connected, and not any longer */
[$a, $b] = IPC::create();
$witness = new Witness('listener');
$a->whenIncoming()->then(function ($message) use ($a, $witness) { echo "message $message->data\n"; });
$a->whenDisconnected()->then(function () use ($a, $witness) { echo "disconnected\n"; });
$a->onRequest(function () use ($a, $witness) {});
unset($a, $witness);
step('still held');
$b->send('x');
unset($b);
ION::dispatch();
step('ended');

/* not connected any more, messages unread, a fiber that waits for what cannot come */
[$a, $b] = IPC::create();
$witness = new Witness('with messages');
$a->setContext($witness);
$witness->hold = [$a, $a->whenIncoming(), $a->whenDisconnected()];
$request = $a->request('x');
$request->onFail(function () use ($witness) { echo "request failed\n"; });
$b->send('unread');
ION::dispatch(ION::LOOP_NONBLOCK);
ION::dispatch(ION::LOOP_NONBLOCK);
unset($b, $request);
ION::dispatch();
unset($a, $witness);
step('with an inbox');

/* a request that nobody answers keeps its channel and is kept by nothing else */
[$a, $b] = IPC::create();
$kept = null;
$b->whenIncoming()->then(function ($message) use (&$kept) { $kept = $message; });
$a->request('never')->onFail(fn ($e) => print($e->getMessage() . "\n"));
ION::dispatch(ION::LOOP_NONBLOCK);
ION::dispatch(ION::LOOP_NONBLOCK);
$b->whenIncoming()->cancel();
$kept = [$kept];
$kept[] = &$kept;
unset($kept);
step('dropped in a cycle');
ION::dispatch();
unset($a, $b);

/* the promise of an answer that is garbage */
[$a, $b] = IPC::create();
$b->onRequest(function () {
    $promise = new ION\ResolvablePromise();
    $promise->then(function () use ($promise) {});
    return $promise;
});
$a->request('x')->onFail(fn ($e) => print($e->getMessage() . "\n"));
ION::dispatch(ION::LOOP_NONBLOCK);
ION::dispatch(ION::LOOP_NONBLOCK);
step('a forgotten promise');
ION::dispatch(ION::LOOP_NONBLOCK);
ION::dispatch(ION::LOOP_NONBLOCK);
$a->request('y')->onFail(fn ($e) => print($e->getMessage() . "\n"));
unset($b);
$a->close();
unset($a);
ION::dispatch();
step('the end');

/* a fiber in a foreach, abandoned at the end of the script */
[$a, $b] = IPC::create();
ION::async(function () use ($b) {
    try {
        foreach ($b->whenIncoming() as $message);
    } finally {
        echo "finally\n";
    }
});
unset($b);
$a->close();
unset($a);
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
context gone
- dropped
context that holds gone
- collected
NULL
- still held
message x
disconnected
listener gone
- ended
request failed
with messages gone
- with an inbox
- dropped in a cycle
ION\Process\IPCException: The request was dropped without a reply
- a forgotten promise
ION\Process\IPCException: The request was dropped without a reply
The channel is closed
- the end
finally
