--TEST--
Revolt: identifiers, their states, and what an unknown one gives
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
$make = [
    'defer' => fn () => EventLoop::defer(fn () => null),
    'delay' => fn () => EventLoop::delay(60, fn () => null),
    'repeat' => fn () => EventLoop::repeat(60, fn () => null),
    'onReadable' => fn () => EventLoop::onReadable($a, fn () => null),
    'onWritable' => fn () => EventLoop::onWritable($a, fn () => null),
    'onSignal' => fn () => EventLoop::onSignal(10, fn () => null),
];
$seen = [];
foreach ($make as $kind => $new) {
    $id = $new();
    $seen[] = $id;
    $state = fn () => (EventLoop::isEnabled($id) ? 'E' : '-') . (EventLoop::isReferenced($id) ? 'R' : '-');
    $states = [$state()];
    foreach (['enable', 'disable', 'disable', 'unreference', 'unreference', 'enable', 'reference', 'disable'] as $method) {
        EventLoop::$method($id) === $id || print("$method gives something else\n");
        $states[] = $state();
    }
    echo EventLoop::getType($id)->name, ' ', implode(' ', $states), ' ', json_encode(EventLoop::getIdentifiers() === [$id]), "\n";
    EventLoop::cancel($id);
    foreach (['disable', 'cancel', 'unreference'] as $silent) {
        EventLoop::$silent($id);
    }
    foreach (['enable', 'reference', 'isEnabled', 'isReferenced', 'getType'] as $loud) {
        try {
            EventLoop::$loud($id);
            echo "$loud says nothing\n";
        } catch (EventLoop\InvalidCallbackError $e) {
            $e->getCallbackId() === $id || print("$loud names another one\n");
        }
    }
}
var_dump(count(array_unique($seen)) === 6, EventLoop::getIdentifiers());
// what is called once is gone when it is called
$gone = function (string $id): void {
    var_dump(in_array($id, EventLoop::getIdentifiers(), true));
};
EventLoop::defer($gone);
EventLoop::delay(0, $gone);
EventLoop::repeat(0, function (string $id) use ($gone) {
    $gone($id);
    EventLoop::cancel($id);
});
EventLoop::run();
foreach (['delay', 'repeat'] as $kind) {
    try {
        EventLoop::$kind(-1, fn () => null);
    } catch (Error $e) {
        echo $e->getMessage(), "\n";
    }
}
try {
    EventLoop::onSignal(9, fn () => null);
} catch (EventLoop\UnsupportedFeatureException $e) {
    echo $e->getMessage(), "\n";
}

ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
Defer ER ER -R -R -- -- E- ER -R true
Delay ER ER -R -R -- -- E- ER -R true
Repeat ER ER -R -R -- -- E- ER -R true
Readable ER ER -R -R -- -- E- ER -R true
Writable ER ER -R -R -- -- E- ER -R true
Signal ER ER -R -R -- -- E- ER -R true
bool(true)
array(0) {
}
bool(false)
bool(false)
bool(true)
Delay must be greater than or equal to zero
Interval must be greater than or equal to zero
Signal 9 cannot be watched: a program cannot have it