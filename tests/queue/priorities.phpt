--TEST--
Queue: higher priorities start earlier, equal ones in the order of the calls
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process\ExecQueue;

$queue = new ExecQueue(1);
$order = [];
$add = function (string $name, int $priority = 0) use ($queue, &$order) {
    return $queue->exec(['echo', $name], [], $priority)->then(function ($exec) use (&$order) {
        $order[] = rtrim($exec->stdout);
    });
};

/* there is room: the first one does not wait, whatever its priority */
$add('first', -100);
$add('c1');
$add('d1', -1);
$add('a1', 5);
$add('b1', 1);
$add('c2');
$add('a2', 5);
$add('low', PHP_INT_MIN);
$add('high', PHP_INT_MAX);
$add('d2', -1);
$add('b2', 1);
/* one that comes later goes before those that wait already */
$add('late')->then(fn () => null);
$add('c3')->then(function () use ($add) {
    $add('c4');
    $add('urgent', 9);
});
$queue->whenIdle()->await();
echo implode(' ', $order), "\n";

/* against a sort that keeps the order of equals */
mt_srand(42);
$queue = new ExecQueue(1);
$expected = $order = [];
$blocker = $queue->exec(['true']);
for ($i = 0; $i < 300; $i++) {
    $priority = mt_rand(0, 9);
    $expected[$i] = -$priority;
    $promises[$i] = $queue->exec(['true'], [], $priority);
    $promises[$i]->then(function () use (&$order, $i) {
        $order[] = $i;
    }, fn () => null);
}
/* and with some taken out of the middle */
for ($i = 0; $i < 300; $i += 3) {
    $promises[$i]->cancel('not this one');
    unset($expected[$i]);
}
asort($expected);
$queue->whenIdle()->await();
var_dump($order === array_keys($expected));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
first high a1 a2 b1 b2 c1 c2 late c3 urgent c4 d1 d2 low
bool(true)
