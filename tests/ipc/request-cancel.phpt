--TEST--
IPC: a request can be cancelled and has a deadline; what comes too late is ignored
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\IPC;
use ION\Promise\{CancelException, TimeoutException};

[$a, $b] = IPC::create();
$asked = [];
$b->whenIncoming()->then(function ($message) use (&$asked) { $asked[$message->data] = $message; });

/* cancelled before the answer */
$request = $a->request('cancelled');
$request->onFail(fn (CancelException $e) => print(get_class($e) . ": {$e->getMessage()} " . "\n"));
$sent = $a->request('answered');
ION::promise(function () use ($request, $sent, &$asked) {
    while (count($asked) < 2) {
        yield ION::await(0);
    }
    $request->cancel('not any more');
    $asked['cancelled']->reply('too late');
    $asked['answered']->reply('in time');
    echo yield $sent, "\n";
    echo $request->getState(), "\n";
});
ION::dispatch(ION::LOOP_ONCE);
while ($sent->getState() === 'pending') {
    ION::dispatch(ION::LOOP_ONCE);
}

/* a deadline, by argument and by timeout() */
foreach (['argument' => $a->request('deadline', 0.01), 'zero' => $a->request('zero', 0), 'method' => $a->request('method')->timeout(0.01)] as $name => $late) {
    try {
        $late->await();
    } catch (TimeoutException $e) {
        echo "$name: ", $e->getMessage(), ' ', $late->getState(), "\n";
    }
}
$asked['deadline']->reply(1);
$asked['zero']->reply(1);
$asked['method']->reply(1);
/* the deadline of one that is answered in time does not keep the loop alive */
$b->onRequest(fn ($message) => $message->data);
$started = microtime(true);
echo $a->request('quick', 3600)->await(), "\n";

/* cancelled with its coroutine */
$b->onRequest(null);
$task = ION::promise(function () use ($a) {
    try {
        yield $a->request('from a coroutine');
    } catch (CancelException $e) {
        echo 'coroutine: ', $e->getMessage(), "\n";
    }
});
$task->cancel('stop');

/* users cannot settle it */
$request = $a->request('mine');
try {
    $request->done(1);
} catch (ION\InvalidUsageException $e) {
    echo get_class($e), "\n";
}
$request->forget('x')->onFail(fn () => null);

foreach ([INF, NAN, -1] as $bad) {
    try {
        $a->request('x', $bad);
    } catch (ValueError $e) {
        echo $e->getMessage(), "\n";
    }
}
$asked = [];
$a->close();
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ION\Promise\CancelException: not any more 
in time
canceled
argument: Timed out after 0.01 s canceled
zero: Timed out after 0 s canceled
method: Timed out after 0.01 s canceled
quick
coroutine: stop
ION\InvalidUsageException
ION\Process\IPC::request(): Argument #2 ($timeout) must be a finite number of seconds, at least 0
ION\Process\IPC::request(): Argument #2 ($timeout) must be a finite number of seconds, at least 0
ION\Process\IPC::request(): Argument #2 ($timeout) must be a finite number of seconds, at least 0
