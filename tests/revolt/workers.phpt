--TEST--
Revolt: workers of ION beside an AMPHP program, with a loop of Revolt of their own
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

use ION\Process\ChildProcess;
use ION\Process\IPC;
use Revolt\EventLoop;
use function Amp\async;
use function Amp\delay;

EventLoop::setDriver(new ION\Revolt\Driver());
$ticks = 0;
$parents = EventLoop::repeat(0.001, function () use (&$ticks): void {
    $ticks++;
});
$main = EventLoop::getSuspension();
$got = [];
foreach (['one', 'two'] as $name) {
    // in a callback, so that the worker is forked in the middle of a run
    EventLoop::queue(function () use ($name, $main, &$got): void {
        $worker = new ChildProcess();
        $worker->getIPC()->whenIncoming()->then(function (IPC\Message $message) use (&$got): void {
            $got[] = $message->data;
        });
        $worker->whenExit()->then(function (ChildProcess $worker) use ($main, &$got): void {
            $got[] = 'exit ' . $worker->getExitStatus();
            count($got) === 4 && $main->resume();
        });
        $worker->start(function (IPC $master) use ($name): void {
            EventLoop::setDriver(new ION\Revolt\Driver());
            $future = async(function () use ($name): string {
                delay(0.01);
                return "$name of " . count(EventLoop::getIdentifiers());
            });
            $master->send($future->await());
        });
    });
}
$main->suspend();
EventLoop::cancel($parents);
sort($got);
echo implode("\n", $got), "\n";
var_dump($ticks > 0);
EventLoop::run();

ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
exit 0
exit 0
one of 0
two of 0
bool(true)
