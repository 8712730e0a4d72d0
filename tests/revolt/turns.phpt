--TEST--
Revolt: what runs in which turn, and in which order
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
$log = [];
$note = function (string $text, ?callable $more = null) use (&$log): Closure {
    return function (string $id) use ($text, $more, &$log): void {
        $log[] = $text;
        EventLoop::cancel($id);
        $more === null || $more();
    };
};
$ticks = 0;
$count = function () use (&$count, &$ticks, &$log) {
    $log[] = '| ' . ++$ticks;
    $ticks < 6 && EventLoop::defer($count);
};
EventLoop::defer(function () use ($note, $a, $b, $count) {
    EventLoop::defer($count);
    EventLoop::delay(0, $note('timer'));
    $off = EventLoop::delay(0, $note('never'));
    $late = EventLoop::delay(0, $note('enabled a turn later'));
    EventLoop::disable($late);
    $back = EventLoop::onWritable($a, $note('disabled and enabled'));
    EventLoop::disable($back);
    EventLoop::enable($back);
    $second = EventLoop::defer($note('defer, enabled again'));
    EventLoop::disable($second);
    EventLoop::defer($note('defer', function () use ($off, $late, $note, $b) {
        EventLoop::cancel($off);
        EventLoop::enable($late);
        EventLoop::onWritable($b, $note('of a defer'));
        EventLoop::defer($note('defer of a defer', fn () => EventLoop::delay(0, $note('timer of that'))));
    }));
    EventLoop::enable($second);
});
EventLoop::run();
echo implode("\n", $log), "\n";

// not in the turn that enabled it, for 20 turns, whatever the kind
$failed = 0;
$must = function () use (&$failed) {
    $failed++;
};
$turn = 0;
EventLoop::defer($again = function () use (&$again, &$turn, &$ids, $must, $a) {
    foreach ($ids ?? [] as $id) {
        $turn % 2 ? EventLoop::cancel($id) : EventLoop::disable($id);
    }
    $ids = [
        EventLoop::defer($must),
        EventLoop::delay(0, $must),
        EventLoop::repeat(0, $must),
        EventLoop::onWritable($a, $must),
    ];
    foreach ($ids as $id) {
        EventLoop::disable($id);
        EventLoop::enable($id);
    }
    // before those of $ids in the next turn
    EventLoop::cancel($ids[0]);
    ++$turn < 20 ? EventLoop::defer($again) : array_map(EventLoop::cancel(...), $ids);
});
EventLoop::run();
var_dump($turn, $failed);
$again = $count = null;
array_map(EventLoop::cancel(...), EventLoop::getIdentifiers());

ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
| 1
defer
defer, enabled again
disabled and enabled
timer
| 2
defer of a defer
of a defer
enabled a turn later
| 3
timer of that
| 4
| 5
| 6
int(20)
int(0)