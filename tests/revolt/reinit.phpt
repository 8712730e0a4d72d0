--TEST--
Revolt: ION::reinit() disables the callbacks, and they can be enabled in the new loop
--SKIPIF--
<?php
require __DIR__ . '/../_lib/revolt.inc';
ion_skip_unless_packages();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/revolt.inc';
ion_test_autoload();
require __DIR__ . '/../_lib/init.inc';

use Revolt\EventLoop;

EventLoop::setDriver(new ION\Revolt\Driver());
[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$once = fn (string $text) => function (string $id) use ($text): void {
    echo "$text\n";
    EventLoop::cancel($id);
};
$ids = [
    EventLoop::defer($once('deferred')),
    EventLoop::delay(0, $once('delayed')),
    EventLoop::repeat(0.001, $once('repeated')),
    EventLoop::onWritable($a, $once('writable')),
];
EventLoop::queue(function (): void {
    echo "a microtask is kept\n";
});
ION::reinit();
var_dump(count($ids) === count(EventLoop::getIdentifiers()), array_filter($ids, EventLoop::isEnabled(...)));
EventLoop::run();
echo "enabled\n";
array_map(EventLoop::enable(...), $ids);
EventLoop::run();
var_dump(EventLoop::getIdentifiers());
ION::reinit();
// what EventLoop::setDriver() left
gc_collect_cycles();

// no clean.inc: the new loop has other descriptors
?>
--EXPECT--
bool(true)
array(0) {
}
a microtask is kept
enabled
deferred
writable
delayed
repeated
array(0) {
}
