<?php
use ION\Process\ExecQueue;

$queue = new ExecQueue(1);                                  // one at a time
$print = fn ($result) => print($result->stdout);

$queue->exec(['echo', 'first'])->then($print);              // there is room: it starts now
$queue->exec(['echo', 'second'])->then($print);
$queue->exec(['echo', 'urgent'], [], 10)->then($print);     // before those that wait

$unwanted = $queue->exec(['echo', 'never']);
$unwanted->onFail(fn (ION\Promise\CancelException $e) => print("cancelled: {$e->getMessage()}\n"));

printf("%d runs, %d wait\n", $queue->getRunning(), count($queue));
$unwanted->cancel('not needed');                            // out of the queue, without a start
$queue->whenIdle()->await();
