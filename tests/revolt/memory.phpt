--TEST--
Revolt: callbacks leave nothing behind
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
require __DIR__ . '/../_lib/revolt.inc';
ion_skip_unless_packages();
ion_skip_if_wrapped();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/revolt.inc';
require __DIR__ . '/../_lib/streams.inc';
ion_test_autoload();
require __DIR__ . '/../_lib/init.inc';

use Revolt\EventLoop;

EventLoop::setDriver(new ION\Revolt\Driver());

require __DIR__ . '/../_lib/slope.inc';

[$a, $b] = ion_test_pair();
$make = [
    'defer' => fn ($callback) => EventLoop::defer($callback),
    'delay' => fn ($callback) => EventLoop::delay(0, $callback),
    'repeat' => fn ($callback) => EventLoop::repeat(0, $callback),
    'readable' => fn ($callback) => EventLoop::onReadable($a, $callback),
    'writable' => fn ($callback) => EventLoop::onWritable($b, $callback),
    'signal' => fn ($callback) => EventLoop::onSignal(10, $callback),
];
foreach ($make as $kind => $new) {
    echo "$kind: ";
    $new = fn () => $new(fn () => null);
    ion_test_slope(function () use ($new) {
        EventLoop::cancel($new());
        $id = $new();
        EventLoop::disable($id);
        EventLoop::enable($id);
        EventLoop::cancel($id);
    }, 3000, 64);
}
echo 'suspended: ';
ion_test_slope(function () {
    EventLoop::queue(function () {
        $suspension = EventLoop::getSuspension();
        EventLoop::defer(fn () => $suspension->resume());
        $suspension->suspend();
    });
    EventLoop::run();
}, 2000, 128);

ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
defer: flat
delay: flat
repeat: flat
readable: flat
writable: flat
signal: flat
suspended: flat