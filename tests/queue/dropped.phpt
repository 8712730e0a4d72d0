--TEST--
Queue: one that the script drops goes on until all is done, and is gone then
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process\ExecQueue;

echo "dropped with what it gave\n";
$file = ion_test_temp();
(function () use ($file) {
    $queue = new ExecQueue(1);
    for ($i = 1; $i <= 5; $i++) {
        $queue->exec("echo $i >> $file");
    }
})();
ION::dispatch();
echo file_get_contents($file);

echo "weak references\n";
$queue = new ExecQueue(1);
$weak = WeakReference::create($queue);
$last = $queue->exec(['true'])->then(fn () => null);
$waiting = $queue->exec(['true']);
$weak_promise = WeakReference::create($waiting);
unset($queue, $waiting);
gc_collect_cycles();
var_dump($weak->get() !== null, $weak_promise->get() !== null);
ION::dispatch();
var_dump($weak->get(), $weak_promise->get());

echo "cycles\n";
for ($i = 0; $i < 3; $i++) {
    $queue = new ExecQueue(1);
    $weak = WeakReference::create($queue);
    foreach ([1, 2, 3] as $n) {
        $promise = $queue->exec(['true'], ['stdin' => new ArrayIterator(['x', $queue])]);
        $promise->then(function () use ($queue, $promise) {
        }, fn () => null);
    }
    $idle = $queue->whenIdle();
    $idle->then(function () use ($queue, $idle) {
    });
    if ($i === 1) {
        $queue->pause();
        $queue->clear();
    }
    unset($queue, $promise, $idle);
    gc_collect_cycles();
    var_dump($weak->get() !== null);
    ION::dispatch();
    gc_collect_cycles();
    var_dump($weak->get());
}

echo "dropped in its own handler\n";
$queue = new ExecQueue(1);
$done = 0;
for ($i = 0; $i < 3; $i++) {
    $queue->exec(['true'])->then(function () use (&$queue, &$done) {
        $queue = null;
        $done++;
    });
}
ION::dispatch();
var_dump($done);
unset($last);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
dropped with what it gave
1
2
3
4
5
weak references
bool(true)
bool(true)
NULL
NULL
cycles
bool(true)
NULL
bool(true)
NULL
bool(true)
NULL
dropped in its own handler
int(3)
