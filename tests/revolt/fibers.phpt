--TEST--
Revolt: callbacks run in fibers that are used again, and suspensions follow the rules
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

$fibers = [];
foreach (range(1, 3) as $i) {
    EventLoop::defer(function () use (&$fibers) {
        $fibers[] = Fiber::getCurrent();
    });
}
EventLoop::queue(function () use (&$fibers) {
    $fibers[] = Fiber::getCurrent();
});
EventLoop::run();
var_dump(count(array_unique(array_map('spl_object_id', $fibers))));

$local = new EventLoop\FiberLocal(fn () => 'initial');
EventLoop::defer(fn () => $local->set('of the first'));
EventLoop::defer(function () use ($local): void {
    echo $local->get(), "\n";
});
EventLoop::run();

// in a fiber
EventLoop::defer(function () {
    $suspension = EventLoop::getSuspension();
    var_dump($suspension === EventLoop::getSuspension());
    EventLoop::delay(0.001, fn () => $suspension->resume('value'));
    var_dump($suspension->suspend());
    EventLoop::delay(0.001, fn () => $suspension->throw(new DomainException('thrown')));
    try {
        $suspension->suspend();
    } catch (DomainException $e) {
        echo $e->getMessage(), "\n";
    }
});
EventLoop::run();

// in {main}: it goes on before anything else runs
$main = EventLoop::getSuspension();
EventLoop::defer(function () use ($main) {
    $main->resume('to main');
    EventLoop::queue(ion_test_say('microtask after'));
});
EventLoop::defer(ion_test_say('callback after'));
var_dump($main->suspend());
EventLoop::run();
EventLoop::defer(fn () => $main->throw(new DomainException('into main')));
ion_test_revolt_run($main->suspend(...));
ION::await(0.001)->then(fn () => $main->resume('by a promise of ION'));
var_dump($main->suspend());

// mistakes
ion_test_revolt_run($main->resume(...));
ion_test_revolt_run(fn () => $main->throw(new Exception()));
EventLoop::defer(fn () => ion_test_revolt_run($main->suspend(...)));
EventLoop::run();
EventLoop::defer(function () use ($main) {
    $main->resume();
    ion_test_revolt_run($main->resume(...));
});
$main->suspend();
EventLoop::defer(function () use (&$inner) {
    $inner = EventLoop::getSuspension();
    $inner->suspend();
});
EventLoop::run();
try {
    EventLoop::getSuspension()->suspend();
} catch (Error $e) {
    echo strtok($e->getMessage(), "\n"), "\n";
    // where the others wait
    var_dump(str_contains($e->getMessage(), 'Suspension->suspend()'));
}
$inner->resume();
EventLoop::run();
// a fiber that is dropped while it waits
$gone = (function () {
    $fiber = new Fiber(function () {
        try {
            EventLoop::getSuspension()->suspend();
        } finally {
            echo "destroyed\n";
        }
    });
    $fiber->start();
    return WeakReference::create($fiber);
})();
gc_collect_cycles();
var_dump($gone->get());
EventLoop::run();

ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(1)
initial
bool(true)
string(5) "value"
thrown
string(7) "to main"
microtask after
callback after
DomainException: into main
string(19) "by a promise of ION"
Error: Must call suspend() before calling resume()
Error: Must call suspend() before calling throw()
Error: Must not call suspend() from another fiber
Error: Must call suspend() before calling resume()
Event loop terminated without resuming the current suspension (the cause is either a fiber deadlock, or an incorrectly unreferenced/canceled watcher):
bool(true)
destroyed
NULL