--TEST--
Revolt: the loop for ReactPHP ends by its stop() and by ION::stop(), and runs again
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

$loop = new ION\React\Loop();

/** Ticks until somebody stops the loop, at most a hundred times. */
function ticking(callable $third): React\EventLoop\TimerInterface
{
    global $loop;
    $count = 0;
    return $loop->addPeriodicTimer(0.0001, function (React\EventLoop\TimerInterface $timer) use ($loop, $third, &$count) {
        ++$count === 3 && $third();
        $count < 100 || $loop->cancelTimer($timer) || print("was not stopped\n");
    });
}

echo "ION::stop() in Loop::run()\n";
$timer = ticking(ION::stop(...));
$loop->run();
$loop->cancelTimer($timer);
$loop->run();

echo "stop() in Loop::run()\n";
$timer = ticking(function () use ($loop) {
    $loop->stop();
    $loop->futureTick(ion_test_say('in the next run'));
});
$loop->run();
$loop->cancelTimer($timer);
echo "runs again\n";
$loop->run();

echo "stop() in ION::dispatch()\n";
$timer = ticking($loop->stop(...));
var_dump(ION::dispatch());
$loop->cancelTimer($timer);
$loop->run();

echo "stop() of a driver of Revolt in ION::dispatch(), from a callback of ION\n";
$driver = new ION\Revolt\Driver();
$timer = ticking($driver->stop(...));
var_dump(ION::dispatch());
$loop->cancelTimer($timer);

echo "stop() while nothing runs\n";
$loop->stop();
$loop->addTimer(0.001, ion_test_say('a timer'));
$loop->run();

echo "run() inside of run()\n";
$loop->futureTick(function () use ($loop) {
    $loop->stop();
    try {
        $loop->run();
    } catch (Error $e) {
        echo $e->getMessage(), "\n";
    }
});
$never = $loop->addTimer(60, ion_test_say('no'));
$loop->run();
$loop->cancelTimer($never);

echo "an exception\n";
$loop->futureTick(fn () => throw new DomainException('thrown in a tick'));
$loop->futureTick(ion_test_say('the next tick'));
try {
    $loop->run();
} catch (DomainException $e) {
    echo $e->getMessage(), "\n";
}
$loop->run();

ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ION::stop() in Loop::run()
stop() in Loop::run()
runs again
in the next run
stop() in ION::dispatch()
bool(true)
stop() of a driver of Revolt in ION::dispatch(), from a callback of ION
bool(true)
stop() while nothing runs
a timer
run() inside of run()
The event loop is already running
an exception
thrown in a tick
the next tick
