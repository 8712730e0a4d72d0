--TEST--
Revolt: the suspension of a fiber that is gone helps nobody, and hides no deadlock
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

// {main} does not wait in it
$fiber = new Fiber(function () use (&$suspension) {
    $suspension = EventLoop::getSuspension();
});
$fiber->start();
unset($fiber);
$id = EventLoop::delay(0.001, fn () => $suspension->resume('to nobody'));
ion_test_revolt_run($suspension->suspend(...));
EventLoop::cancel($id);

// at the end of the script PHP ends the fibers first, and their objects are still there
$fibers = [];
EventLoop::queue(function () use (&$fibers) {
    $fibers = [Fiber::getCurrent(), EventLoop::getSuspension()];
    EventLoop::getSuspension()->suspend();
});
EventLoop::run();
$last = new class($fibers) {
    public function __construct(private array $fibers)
    {
        $this->itself = $this;
    }

    public ?object $itself;

    public function __destruct()
    {
        $this->itself = null;
        try {
            EventLoop::getSuspension()->suspend();
        } catch (Error $e) {
            echo $e->getMessage(), "\n";
        }
    }
};
$fibers[] = $last;
require __DIR__ . '/../_lib/clean.inc';
unset($last);
?>
--EXPECT--
Error: Must not call suspend() from another fiber
Event loop terminated without resuming the current suspension (the cause is either a fiber deadlock, or an incorrectly unreferenced/canceled watcher):
