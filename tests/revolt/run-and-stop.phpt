--TEST--
Revolt: when run() ends, and that it goes on where it was
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

[$a, $b] = ion_test_pair();
EventLoop::run();
$ids = [EventLoop::unreference(EventLoop::delay(60, ion_test_say('no'))), EventLoop::unreference(EventLoop::onReadable($a, ion_test_say('no')))];
EventLoop::run();
echo "only unreferenced\n";
EventLoop::unreference(EventLoop::repeat(0, function (string $id) {
    echo "unreferenced runs\n";
    EventLoop::cancel($id);
}));
EventLoop::delay(0.005, fn () => null);
EventLoop::run();

// the turn is finished, what is due later stays
EventLoop::defer(function () {
    echo "stop\n";
    EventLoop::getDriver()->stop();
    EventLoop::defer(ion_test_say('next turn'));
});
EventLoop::defer(ion_test_say('same turn'));
$id = EventLoop::onWritable($a, function (string $id) {
    echo "writable in the same turn\n";
    EventLoop::cancel($id);
});
EventLoop::delay(ion_test_seconds(0.2), ion_test_say('later'));
EventLoop::run();
echo "run again\n";
EventLoop::run();

EventLoop::defer(function () {
    var_dump(EventLoop::getDriver()->isRunning());
    ion_test_revolt_run();
    ion_test_revolt_run(ION::dispatch(...));
});
EventLoop::run();
var_dump(EventLoop::getDriver()->isRunning());
$fiber = new Fiber(fn () => ion_test_revolt_run());
$fiber->start();
array_map(EventLoop::cancel(...), $ids);

// a driver that is dropped takes its callbacks with it
$other = new ION\Revolt\Driver();
$other->repeat(0, ion_test_say('no'));
$weak = WeakReference::create($other);
$other->defer(ion_test_say('no'));
unset($other);
var_dump($weak->get());
EventLoop::run();

ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
only unreferenced
unreferenced runs
stop
same turn
writable in the same turn
run again
next turn
later
bool(true)
Error: The event loop is already running
ION\InvalidUsageException: The loop runs already: ION::dispatch() cannot be nested. In a callback, return and let the loop go on, or wait with Promise::await() in a Fiber made by ION::async()
bool(false)
Error: Can't call ION\Revolt\Driver::run() within a fiber (i.e., outside of {main})
NULL