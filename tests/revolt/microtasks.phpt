--TEST--
Revolt: microtasks run in order, before the first turn and after every callback
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

$log = [];
EventLoop::queue(function (...$args) use (&$log) {
    $log[] = 'first ' . json_encode($args);
    EventLoop::queue(function () use (&$log) {
        $log[] = 'of a microtask';
    });
}, 1, 'two');
EventLoop::queue(function () use (&$log) {
    $log[] = 'second';
});
EventLoop::defer(function () use (&$log) {
    $log[] = 'defer';
    EventLoop::queue(function () use (&$log) {
        $log[] = 'after the defer';
    });
});
EventLoop::defer(function () use (&$log) {
    $log[] = 'next defer';
});
EventLoop::run();
echo implode("\n", $log), "\n";

// the arguments go with the call
$object = new stdClass();
$weak = WeakReference::create($object);
EventLoop::queue(function (stdClass $object) use ($weak) {
    unset($object);
    var_dump($weak->get());
}, $object);
unset($object);
EventLoop::run();

// one that throws does not lose the next
EventLoop::queue(fn () => throw new DomainException('microtask'));
EventLoop::queue(ion_test_say('the next one'));
ion_test_revolt_run();
EventLoop::run();
EventLoop::defer(function () {
    EventLoop::queue(fn () => throw new DomainException('in a callback'));
    EventLoop::queue(ion_test_say('the next one'));
});
ion_test_revolt_run();
EventLoop::run();

// queued outside of its callbacks: by a promise of ION
ION::await(0.001)->then(fn () => EventLoop::queue(ion_test_say('by a promise')));
EventLoop::run();
ION::await(0.001)->then(fn () => EventLoop::queue(ion_test_say('by a promise, in dispatch()')));
ION::dispatch();

// a chain of them uses no stack, and lets nobody starve after it
$left = 100000;
EventLoop::queue($next = function () use (&$next, &$left) {
    --$left > 0 && EventLoop::queue($next);
});
EventLoop::delay(0, function () use (&$left): void {
    echo "$left left\n";
});
EventLoop::run();
var_dump($left);
$next = null;

ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
first [1,"two"]
second
of a microtask
defer
after the defer
next defer
NULL
Revolt\EventLoop\UncaughtThrowable: DomainException: microtask
the next one
Revolt\EventLoop\UncaughtThrowable: DomainException: in a callback
the next one
by a promise
by a promise, in dispatch()
0 left
int(0)