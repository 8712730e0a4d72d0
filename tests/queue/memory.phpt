--TEST--
Queue: memory does not grow with the commands that went through it
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_if_wrapped();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\ExecQueue;

/* some run, some are cancelled, some cannot be started, of whole queues and of one that stays */
function round_of(ExecQueue $stays): void
{
    foreach ([new ExecQueue(4), $stays] as $queue) {
        for ($i = 0; $i < 60; $i++) {
            $options = ['stdin' => 'x', 'env' => ['A' => 'b'], 'timeout' => 60.0] + ($i % 7 === 3 ? ['user' => 'no-such-user-ion'] : []);
            $promise = $queue->exec(['true'], $options, $i % 5);
            $promise->onFail(fn () => null);
            if ($i % 3 === 1) {
                $promise->cancel('not this one');
            }
        }
        $queue->whenIdle()->await();
    }
}

$stays = new ExecQueue(3);
$sizes = [];
for ($i = 0; $i < 6; $i++) {
    round_of($stays);
    gc_collect_cycles();
    $sizes[] = memory_get_usage();
}
/* the first ones fill caches */
var_dump(max(array_slice($sizes, 2)) - $sizes[1] <= 512);
unset($stays);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
