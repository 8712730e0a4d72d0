--TEST--
Queue: pause, resume and another limit
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process\ExecQueue;

$queue = new ExecQueue(2);
$state = fn () => print($queue->getRunning() . ' run, ' . count($queue) . ' wait' . ($queue->isPaused() ? ', paused' : '') . "\n");

echo "paused from the start\n";
$queue->pause();
$queue->pause();
for ($i = 0; $i < 6; $i++) {
    $promises[] = $queue->exec(['sleep', '100']);
}
$state();
/* nothing that the loop could wait for */
ION::dispatch();
$state();
try {
    $promises[0]->await();
} catch (ION\PromiseException $e) {
    echo preg_replace('~/\S*/~', '', $e->getMessage()), "\n";
}

echo "resumed\n";
$queue->resume();
$queue->resume();
$state();
ion_test_wait(fn () => $queue->getRunning() === 2, 'two starts');
$state();

echo "a higher limit\n";
$queue->setLimit(4);
var_dump($queue->getLimit());
ion_test_wait(fn () => $queue->getRunning() === 4, 'two more');
$state();

echo "a lower limit stops nothing\n";
$queue->setLimit(1);
$promises[0]->cancel('');
$promises[1]->cancel('');
ion_test_wait(fn () => $queue->getRunning() === 2, 'two ends');
ION::dispatch(ION::LOOP_NONBLOCK);
$state();
$promises[2]->cancel('');
$promises[3]->cancel('');
ion_test_wait(fn () => $queue->getRunning() === 1 && count($queue) === 1, 'the next one');
$state();

echo "paused while some run\n";
$queue->pause();
$promises[4]->cancel('');
ion_test_wait(fn () => $queue->getRunning() === 0, 'the end');
ION::dispatch();
$state();
ION::delay(0.001, fn () => $queue->resume());
ION::delay(0.002, fn () => $promises[5]->cancel(''));
ION::dispatch();
$state();
foreach ($promises as $promise) {
    $promise->onFail(fn () => null);
}
unset($promise, $promises, $state);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
paused from the start
0 run, 6 wait, paused
0 run, 6 wait, paused
Cannot wait any longer: nothing keeps the loop alive any more, and the ION\Deferred made in %s:%d is still pending
resumed
0 run, 6 wait
2 run, 4 wait
a higher limit
int(4)
4 run, 2 wait
a lower limit stops nothing
2 run, 2 wait
1 run, 1 wait
paused while some run
0 run, 1 wait, paused
0 run, 0 wait
