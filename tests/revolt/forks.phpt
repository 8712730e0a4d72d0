--TEST--
Revolt: a forked child has an empty loop, with its parent's driver or one of its own
--SKIPIF--
<?php
require __DIR__ . '/../_lib/revolt.inc';
ion_skip_unless_packages();
if (!extension_loaded('pcntl')) {
    die('skip needs pcntl');
}
?>
--FILE--
<?php
require __DIR__ . '/../_lib/revolt.inc';
require __DIR__ . '/../_lib/streams.inc';
ion_test_autoload();
require __DIR__ . '/../_lib/init.inc';

use ION\Process\ChildProcess;
use ION\Process\IPC;
use Revolt\EventLoop;

EventLoop::setDriver(new ION\Revolt\Driver());

/** What a child that goes on with Revolt sees and does. */
function child(string $name): string
{
    $log = [];
    $main = EventLoop::getSuspension();
    EventLoop::queue(function () use (&$log): void {
        $log[] = 'microtask';
    });
    EventLoop::defer(function () use (&$log, $main): void {
        $suspension = EventLoop::getSuspension();
        EventLoop::delay(0.001, fn () => $suspension->resume());
        $suspension->suspend();
        $log[] = 'waited';
        EventLoop::delay(0.001, fn () => $main->resume('main'));
    });
    $log[] = $main->suspend();
    EventLoop::run();
    return "$name: " . implode(' ', $log) . ', ' . count(EventLoop::getIdentifiers()) . ' left';
}

// what must not happen in a child
$parent = getmypid();
$wrong = function () use ($parent): void {
    getmypid() === $parent || print("WRONG: the parent's callback ran in a child\n");
};
[$a, $b] = ion_test_pair();
fwrite($b, 'x');
$kept = [
    EventLoop::unreference(EventLoop::repeat(0.001, $wrong)),
    EventLoop::unreference(EventLoop::onReadable($a, $wrong)),
    EventLoop::unreference(EventLoop::onSignal(10, $wrong)),
];

echo "workers of ION\n";
foreach (['inherited', 'own'] as $name) {
    foreach (['outside', 'in a callback'] as $place) {
        $text = '?';
        $begin = function () use ($name, $place, &$text): void {
            $worker = new ChildProcess();
            $worker->getIPC()->whenIncoming()->then(function (IPC\Message $message) use (&$text): void {
                $text = $message->data;
            });
            $worker->start(function (IPC $master) use ($name, $place): void {
                if ($name === 'own') {
                    EventLoop::setDriver(new ION\Revolt\Driver());
                }
                $master->send(child("$name, $place"));
            });
        };
        EventLoop::queue(fn () => $begin());
        if ($place === 'outside') {
            EventLoop::run();
        } else {
            // somebody waits in the parent, and a microtask is on its way
            $main = EventLoop::getSuspension();
            EventLoop::defer(function () use ($begin, $wrong): void {
                $begin();
                EventLoop::queue($wrong);
            });
            EventLoop::delay(0.001, fn () => $main->resume());
            $main->suspend();
            EventLoop::run();
        }
        echo "$text\n";
    }
}

echo "children of pcntl_fork()\n";
foreach (['inherited', 'own'] as $name) {
    $pid = pcntl_fork();
    if ($pid === 0) {
        $name === 'own' && EventLoop::setDriver(new ION\Revolt\Driver());
        // what is known is disabled, and can be enabled
        var_dump($name === 'own' || count(array_filter($kept, EventLoop::isEnabled(...))) === 0);
        array_map(EventLoop::cancel(...), $kept);
        echo child($name), "\n";
        $kept = $wrong = $begin = $worker = null;
        gc_collect_cycles();
        exit(0);
    }
    pcntl_waitpid($pid, $status);
    echo pcntl_wexitstatus($status), "\n";
}
$pid = null;
EventLoop::defer(function () use (&$pid, $wrong): void {
    // which the parent runs, and the child does not
    EventLoop::queue($wrong);
    $pid = pcntl_fork();
});
EventLoop::run();
if ($pid === 0) {
    array_map(EventLoop::cancel(...), EventLoop::getIdentifiers());
    EventLoop::setDriver(new ION\Revolt\Driver());
    echo child('forked in a callback'), "\n";
    $kept = $wrong = $begin = $worker = null;
    gc_collect_cycles();
    exit(0);
}
pcntl_waitpid($pid, $status);
echo pcntl_wexitstatus($status), "\n";

array_map(EventLoop::cancel(...), $kept);

ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
workers of ION
inherited, outside: microtask waited main, 0 left
inherited, in a callback: microtask waited main, 0 left
own, outside: microtask waited main, 0 left
own, in a callback: microtask waited main, 0 left
children of pcntl_fork()
bool(true)
inherited: microtask waited main, 0 left
0
bool(true)
own: microtask waited main, 0 left
0
forked in a callback: microtask waited main, 0 left
0
