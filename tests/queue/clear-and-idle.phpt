--TEST--
Queue: clear() cancels those that wait, whenIdle() tells when nothing is left
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process\ExecQueue;

$queue = new ExecQueue(1);
var_dump($queue->clear(), $queue->whenIdle()->getState(), $queue->whenIdle()->getResult());

echo "clear\n";
$running = $queue->exec(['echo', 'ran']);
$canceled = [];
for ($i = 0; $i < 5; $i++) {
    $promises[$i] = $queue->exec(['true'], [], $i % 2);
    $promises[$i]->onFail(function (ION\Promise\CancelException $e) use (&$canceled, $i) {
        $canceled[$i] = $e->getMessage();
    });
}
/* what handlers take out is not counted, what they put in stays */
$promises[1]->onFail(function () use ($promises, $queue, &$added) {
    $promises[0]->cancel('by another');
    $added = $queue->exec(['echo', 'added meanwhile']);
});
$idle = $queue->whenIdle();
var_dump($idle === $queue->whenIdle(), $queue->clear(), count($queue));
ksort($canceled);
print_r($canceled);
$order = [];
$running->then(function ($exec) use (&$order) {
    $order[] = rtrim($exec->stdout);
});
$added->then(function ($exec) use (&$order) {
    $order[] = rtrim($exec->stdout);
});
$idle->then(function ($value) use (&$order, $queue) {
    $order[] = 'idle ' . var_export($value, true) . ' ' . $queue->getRunning() . count($queue);
});
ION::dispatch();
echo implode(', ', $order), "\n";

echo "idle comes after the handlers of the last one\n";
$order = [];
$idle = $queue->whenIdle();
var_dump($idle->getState());
$queue->exec(['true'])->then(function () use ($queue, &$order) {
    $order[] = 'first';
    return $queue->exec(['true'])->then(function () use (&$order) {
        $order[] = 'second';
    });
});
$queue->whenIdle()->then(function () use (&$order, $queue) {
    $order[] = 'idle';
    /* this one is for the next time */
    $queue->exec(['true'])->then(function () use (&$order) {
        $order[] = 'third';
    });
    $queue->whenIdle()->then(function () use (&$order) {
        $order[] = 'idle again';
    });
});
ION::dispatch();
echo implode(', ', $order), "\n";

echo "cleared to the last one\n";
$queue->pause();
$queue->exec(['true'])->onFail(fn () => null);
$idle = $queue->whenIdle();
var_dump($queue->clear(), $idle->getState());
$idle->await();
var_dump($idle->getState());

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(0)
string(4) "done"
NULL
clear
bool(true)
int(4)
int(1)
Array
(
    [0] => by another
    [1] => The queue was cleared
    [2] => The queue was cleared
    [3] => The queue was cleared
    [4] => The queue was cleared
)
ran, added meanwhile, idle NULL 00
idle comes after the handlers of the last one
string(4) "done"
first, second, idle, third, idle again
cleared to the last one
int(1)
string(7) "pending"
string(4) "done"
