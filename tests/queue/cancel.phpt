--TEST--
Queue: a command that waits is cancelled without a start, one that runs by its ladder
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process\ExecQueue;

function outcome(ION\Deferred $promise): void
{
    try {
        $promise->await();
        echo "done\n";
    } catch (ION\Promise\CancelException $e) {
        echo $promise->getState(), ': ', get_class($e), ' ', $e->getMessage(), ', ',
            $e->result === null ? 'no result' : ion_test_end($e->result), "\n";
    }
}

$file = ion_test_temp();
$queue = new ExecQueue(1);
$running = $queue->exec('echo partial; exec sleep 100', ['timeout' => 200.0]);
$waiting = $queue->exec(['touch', $file]);
$timed = $queue->exec(['touch', $file])->timeout(0.01);
$next = $queue->exec(['true']);
/* it starts when the one before it is over, and its time begins then */
$slow = $queue->exec(['sleep', '100'], ['timeout' => 0.2]);

echo "waiting\n";
$waiting->cancel('not needed');
$waiting->cancel('twice');
var_dump(count($queue), $queue->getRunning());
outcome($waiting);
outcome($timed);
var_dump(count($queue), $queue->getRunning());

echo "running\n";
$running->cancel('enough');
var_dump($running->getState(), $queue->getRunning());
outcome($running);
var_dump($running->getState());
outcome($next);
outcome($slow);
var_dump(file_exists($file), $queue->getRunning(), count($queue));

echo "timeout of a running one\n";
outcome($queue->exec(['sleep', '100'])->timeout(0.01));

echo "in a handler, the one that would be next\n";
$first = $queue->exec(['true']);
$second = $queue->exec(['touch', $file]);
$third = $queue->exec(['true']);
$first->then(fn () => $second->cancel('by the first'));
outcome($second);
outcome($third);
var_dump(file_exists($file));

echo "a settled one\n";
$third->cancel('too late');
outcome($third);

echo "with the coroutine that waits for it\n";
$blocker = $queue->exec(['sleep', '100']);
$coroutine = ION::promise(function () use ($queue, $file) {
    yield $queue->exec(['touch', $file]);
});
var_dump(count($queue));
$coroutine->cancel('the whole task');
outcome($coroutine);
var_dump(count($queue));
$blocker->cancel('end');
$queue->whenIdle()->await();
var_dump(file_exists($file));
$blocker->onFail(fn () => null);
/* an exception refers to the arguments of its backtrace, the promise to the exception */
unset($running, $waiting, $timed, $next, $slow, $first, $second, $third, $blocker, $coroutine);
gc_collect_cycles();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
waiting
int(3)
int(1)
canceled: ION\Promise\CancelException not needed, no result
canceled: ION\Promise\TimeoutException Timed out after 0.01 s, no result
int(2)
int(1)
running
string(7) "pending"
int(1)
canceled: ION\Promise\CancelException enough, cancel, signal 15
string(8) "canceled"
done
canceled: ION\Promise\TimeoutException 'sleep 100' took longer than 0.2 s and was stopped, timeout, signal 15
bool(false)
int(0)
int(0)
timeout of a running one
canceled: ION\Promise\TimeoutException Timed out after 0.01 s, timeout, signal 15
in a handler, the one that would be next
canceled: ION\Promise\CancelException by the first, no result
done
bool(false)
a settled one
done
with the coroutine that waits for it
int(1)
canceled: ION\Promise\CancelException the whole task, no result
int(0)
bool(false)
