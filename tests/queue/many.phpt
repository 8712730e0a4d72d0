--TEST--
Queue: a hundred thousand commands wait, and go, without a deep stack
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
getenv('ION_TEST_SLOW') && exit('skip slow run');
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\ExecQueue;

ini_set('memory_limit', '1G');
const COUNT = 100000;

$queue = new ExecQueue(8);
$queue->pause();
$canceled = 0;
for ($i = 0; $i < COUNT; $i++) {
    $queue->exec(['true'], [], $i % 1000)->onFail(function () use (&$canceled) {
        $canceled++;
    });
}
var_dump(count($queue));
var_dump($queue->clear() === COUNT, $canceled === COUNT, count($queue));

/* each chained to the one before */
$chain = ION\Promise::settle([]);
for ($i = 0; $i < COUNT; $i++) {
    $queue->exec(['true'])->then($chain = new ION\Promise(fn () => null, fn () => null));
}
/* dropped with all in it */
unset($chain);
$queue->clear();
ION::dispatch();

/* some really run */
$queue->resume();
$done = 0;
for ($i = 0; $i < 500; $i++) {
    $queue->exec(['true'])->then(function () use (&$done) {
        $done++;
    });
}
$queue->whenIdle()->await();
var_dump($done);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(100000)
bool(true)
bool(true)
int(0)
int(500)
