--TEST--
Revolt: ION runs in Revolt's loop, and Revolt in ION's
--SKIPIF--
<?php
require __DIR__ . '/../_lib/revolt.inc';
ion_skip_unless_packages();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/revolt.inc';
require __DIR__ . '/../_lib/streams.inc';
ion_test_autoload();
require __DIR__ . '/../_lib/init.inc';

use Revolt\EventLoop;

EventLoop::setDriver(new ION\Revolt\Driver());

function both(string $title, callable $run): void
{
    echo "$title\n";
    $log = [];
    EventLoop::delay(0.02, function () use (&$log) {
        $log[] = 'timer of Revolt';
    });
    ION::await(0.01)->then(function () use (&$log) {
        $log[] = 'timer of ION';
    });
    ION\Process::exec(['cat'], ['stdin' => 'program'])->then(function ($result) use (&$log) {
        $log['exec'] = $result->stdout;
    });
    EventLoop::queue(function () use (&$log) {
        $log['await'] = ION\Process::exec(['echo', '-n', 'awaited in a callback'])->await()->stdout;
    });
    ION::promise(function () use (&$log) {
        $log['coroutine'] = yield ION\Process::exec(['echo', '-n', 'yielded']);
        $log['coroutine'] = $log['coroutine']->stdout;
    });
    ION::async(function () use (&$log) {
        $suspension = EventLoop::getSuspension();
        EventLoop::delay(0.001, fn () => $suspension->resume('suspended in async()'));
        $log['async'] = $suspension->suspend();
    });
    $run();
    ksort($log);
    print_r($log);
}

both('EventLoop::run()', EventLoop::run(...));
both('ION::dispatch()', ION::dispatch(...));
both('await() in {main}', fn () => ION::await(0.3)->await());
both('a suspension of {main}', function () {
    $main = EventLoop::getSuspension();
    EventLoop::delay(0.3, fn () => $main->resume());
    $main->suspend();
});
// stop() ends whoever turns the loop
EventLoop::defer(fn () => EventLoop::getDriver()->stop());
$id = EventLoop::delay(60, fn () => null);
var_dump(ION::dispatch());
// and so does ION::stop(), at once or later
EventLoop::defer(fn () => ION::stop());
EventLoop::run();
ION::stop(0.001);
EventLoop::run();
var_dump(EventLoop::isEnabled($id));
EventLoop::defer(fn () => ION::stop());
try {
    EventLoop::getSuspension()->suspend();
} catch (Error $e) {
    echo strtok($e->getMessage(), '('), "\n";
}
EventLoop::cancel($id);

ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
EventLoop::run()
Array
(
    [0] => timer of ION
    [1] => timer of Revolt
    [async] => suspended in async()
    [await] => awaited in a callback
    [coroutine] => yielded
    [exec] => program
)
ION::dispatch()
Array
(
    [0] => timer of ION
    [1] => timer of Revolt
    [async] => suspended in async()
    [await] => awaited in a callback
    [coroutine] => yielded
    [exec] => program
)
await() in {main}
Array
(
    [0] => timer of ION
    [1] => timer of Revolt
    [async] => suspended in async()
    [await] => awaited in a callback
    [coroutine] => yielded
    [exec] => program
)
a suspension of {main}
Array
(
    [0] => timer of ION
    [1] => timer of Revolt
    [async] => suspended in async()
    [await] => awaited in a callback
    [coroutine] => yielded
    [exec] => program
)
bool(true)
bool(true)
Event loop terminated without resuming the current suspension
