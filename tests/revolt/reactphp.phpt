--TEST--
Revolt: a ReactPHP program beside programs of ION
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
require __DIR__ . '/../_lib/revolt.inc';
ion_skip_unless_packages();
// the packages leave cycles to the end, which a leak check takes for leaks
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

use React\EventLoop\Loop;

Loop::set(new ION\React\Loop());
[$a, $b] = ion_test_pair();
$log = [];
Loop::futureTick(function () use (&$log) {
    $log[] = 'tick';
});
Loop::addTimer(0.02, function ($timer) use (&$log) {
    $log[] = 'timer ' . json_encode($timer instanceof React\EventLoop\TimerInterface);
});
$count = 0;
Loop::addPeriodicTimer(0.001, function ($timer) use (&$count) {
    if (++$count === 3) {
        Loop::cancelTimer($timer);
    }
});
Loop::addReadStream($a, function ($stream) use (&$log) {
    $log[] = 'read ' . fread($stream, 10);
    Loop::removeReadStream($stream);
});
Loop::addWriteStream($b, function ($stream) {
    fwrite($stream, 'bytes');
    Loop::removeWriteStream($stream);
});
Loop::addSignal(10, $handler = function (int $signal) use (&$log, &$handler) {
    $log[] = "signal $signal";
    Loop::removeSignal($signal, $handler);
});
ION\Process::exec('kill -USR1 $PPID')->then(fn () => null);
$deferred = new React\Promise\Deferred();
$deferred->promise()->then(function ($value) use (&$log) {
    $log[] = "promise $value";
});
ION\Process::exec(['echo', '-n', 'of a program'])->then(fn ($result) => $deferred->resolve($result->stdout));
Loop::run();
sort($log);
echo implode("\n", $log), "\n";
var_dump($count);

$deferred = new React\Promise\Deferred();
Loop::addTimer(0.001, fn () => $deferred->resolve('resolved later'));
var_dump(ION\Revolt\Adapter::promise($deferred->promise())->await());
$never = Loop::addTimer(60, ion_test_say('no'));
Loop::addTimer(0.001, fn () => Loop::stop());
Loop::run();
Loop::cancelTimer($never);
Loop::run();

ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
promise of a program
read bytes
signal 10
tick
timer true
int(3)
string(14) "resolved later"