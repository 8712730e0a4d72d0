--TEST--
Queue: waited for in fibers and coroutines
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\ExecQueue;

$queue = new ExecQueue(3);
for ($i = 0; $i < 10; $i++) {
    $fibers[] = ION::async(fn () => (int) $queue->exec(['echo', (string) $i])->await()->stdout);
    $coroutines[] = ION::promise(function () use ($queue, $i) {
        $exec = yield $queue->exec("exit $i");
        return $exec->status;
    });
}
echo array_sum(ION\Promise::all($fibers)->await()), ' ', array_sum(ION\Promise::all($coroutines)->await()), "\n";
$queue->whenIdle()->await();
unset($fibers, $coroutines);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
45 45
