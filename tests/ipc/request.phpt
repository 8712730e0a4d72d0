--TEST--
IPC: requests get the value, the promise or the coroutine of the handler, in any order
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\{IPC, IPCException};

final class Trouble extends DomainException
{
}

[$a, $b] = IPC::create('a', 'b');
$gate = new ION\ResolvablePromise();
$b->onRequest(function (IPC\Message $message) use ($gate, $b) {
    [$what, $value] = $message->data;
    return match ($what) {
        'value' => $value,
        'promise' => $gate->then(fn () => $value),
        'settled' => ION::promise($value),
        'failed' => ION::promise(fn () => throw new Trouble($value)),
        'later failed' => $gate->then(fn () => throw new Trouble($value)),
        'generator' => (function () use ($value) {
            yield ION::await(0);
            return $value;
        })(),
        'fiber' => ION::async(function () use ($value) {
            ION::await(0)->await();
            return $value;
        }),
        'sequence' => (function () use ($value) {
            static $keep;
            $keep = new ION\Sequence();
            ION::await(0)->then(fn () => $keep($value));
            return $keep;
        })(),
        'throw' => throw new Trouble($value),
        'unsendable' => fn () => 1,
        'unsendable later' => $gate->then(fn () => STDIN),
        'replies itself' => [$message->reply($value), 'ignored'],
        'asks back' => $b->request($value),
        'context' => $message->context,
        'open' => $gate->then(fn () => $b->isConnected()),
    };
});
$a->onRequest(fn ($message) => strrev($message->data));
$questions = [
    ['promise', 'p'], ['value', null], ['value', ['deep' => [1.5, true]]], ['settled', 's'], ['failed', 'no'],
    ['later failed', 'not yet'], ['generator', 'g'], ['fiber', 'f'], ['sequence', 'q'], ['throw', 'thrown'],
    ['unsendable', 0], ['unsendable later', 0], ['replies itself', 'r'], ['asks back', 'abc'], ['context', 0], ['open', 0],
];
$left = count($questions);
foreach ($questions as $number => $question) {
    $show = function (string $text) use ($question, $number, &$left, $gate, $a) {
        echo "$number $question[0]: $text\n";
        if (--$left === 5) {
            echo "now the gate\n";
            $gate->done(0);
        } elseif ($left === 0) {
            $a->close();
        }
    };
    $a->request($question)->then(
        fn ($value) => $show(json_encode($value)),
        fn (IPCException $e) => $show(get_class($e) . " [$e->remoteClass] [$e->remoteMessage] " . $e->getMessage()),
    );
}
ION::dispatch();

/* a generator function is a coroutine too; no handler: promises of any kind */
[$a, $b] = IPC::create();
$b->onRequest(function ($message) {
    $first = yield ION::await(0);
    return [$message->data, $first];
});
echo json_encode($a->request('x')->await()), "\n";
$b->onRequest('strtoupper');
$a->request('x')->then(null, fn (IPCException $e) => print($e->remoteClass . "\n"))->await();
$a->close();
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
1 value: null
2 value: {"deep":[1.5,true]}
3 settled: "s"
4 failed: ION\Process\IPCException [Trouble] [no] Trouble: no
9 throw: ION\Process\IPCException [Trouble] [thrown] Trouble: thrown
10 unsendable: ION\Process\IPCException [TypeError] [Cannot send Closure] TypeError: Cannot send Closure
12 replies itself: "r"
14 context: "b"
6 generator: "g"
7 fiber: "f"
8 sequence: "q"
now the gate
0 promise: "p"
5 later failed: ION\Process\IPCException [Trouble] [not yet] Trouble: not yet
11 unsendable later: ION\Process\IPCException [TypeError] [Cannot send resource] TypeError: Cannot send resource
15 open: true
13 asks back: "cba"
["x",true]
TypeError
