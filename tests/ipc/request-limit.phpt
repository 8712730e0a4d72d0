--TEST--
IPC: requests without an answer are bounded, on both ends
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\IPC;
use ION\Process\IPC\Message;
use ION\Process\IPCException;
use ION\Process\QueueFullException;

function outcome(ION\Promise $promise): string
{
    try {
        return $promise->await();
    } catch (QueueFullException $e) {
        return "here: {$e->getMessage()}";
    } catch (IPCException $e) {
        return "there: $e->remoteClass: $e->remoteMessage";
    }
}

/* the end that asks */
[$left, $right] = IPC::create();
$left->setOptions(['maxRequests' => 3]);
$open = [];
$right->whenIncoming()->then(function (Message $message) use (&$open) {
    $open[] = $message;
});
$asked = [];
for ($i = 0; $i < 3; $i++) {
    $asked[] = $left->request("$i");
}
echo outcome($left->request('one too many')), "\n";
ION::dispatch(ION::LOOP_ONCE);
$open[1]->reply('answered');
echo outcome($asked[1]), "\n";
$asked[1] = $left->request('room again');
$asked[0]->cancel('not needed');
$asked[0] = $left->request('a cancelled one makes room, too');
ION::dispatch(ION::LOOP_ONCE);
echo count($open), " came\n";
foreach ($open as $i => $message) {
    $i === 1 || $message->reply("answer $i");
}
echo outcome($asked[0]), ', ', outcome($asked[1]), ', ', outcome($asked[2]), "\n";
unset($asked, $open, $message);
$left->close();
$right->close();
unset($left, $right);

/* the end that answers: by callback and by foreach, in which the other end is not heeded */
foreach (['onRequest', 'foreach'] as $way) {
    [$left, $right] = IPC::create();
    $right->setOptions(['maxRequests' => 2]);
    $open = [];
    if ($way === 'onRequest') {
        $right->onRequest(function (Message $message) use (&$open) {
            $open[] = $message;
            return (new ION\Deferred())->onDone(fn ($value) => $value);
        });
    } else {
        $reader = ION::async(function () use ($right, &$open) {
            foreach ($right->whenIncoming() as $message) {
                $open[] = $message;
                unset($message);
            }
        });
    }
    $asked = [];
    for ($i = 0; $i < 5; $i++) {
        $asked[] = $left->request("$i");
    }
    echo "$way: ", outcome($asked[2]), "\n", outcome($asked[4]), ', ', count($open), " open\n";
    $open[0]->reply('late');
    unset($open[1]);
    gc_collect_cycles();
    echo outcome($asked[0]), "\n";
    $more = $left->request('more');
    ION::dispatch(ION::LOOP_ONCE);
    end($open)->reply('there is room');
    echo outcome($more), "\n";
    foreach ($asked as $promise) {
        $promise->onFail(fn () => null);
    }
    unset($asked, $open, $promise, $more);
    $left->close();
    $right->close();
    ION::dispatch();
    unset($left, $right, $reader);
}
foreach ([0, 'x'] as $wrong) {
    try {
        IPC::create()[0]->setOptions(['maxRequests' => $wrong]);
    } catch (TypeError | ValueError $e) {
        echo get_class($e), ': ', $e->getMessage(), "\n";
    }
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
here: 3 requests wait for an answer already, and that is the limit (maxRequests)
answered
5 came
answer 4, answer 3, answer 2
onRequest: there: ION\Process\QueueFullException: Too many requests wait for an answer (maxRequests)
there: ION\Process\QueueFullException: Too many requests wait for an answer (maxRequests), 2 open
late
there is room
foreach: there: ION\Process\QueueFullException: Too many requests wait for an answer (maxRequests)
there: ION\Process\QueueFullException: Too many requests wait for an answer (maxRequests), 2 open
late
there is room
ValueError: Option "maxRequests" must be at least 1
TypeError: Option "maxRequests" must be of type int, string given
