--TEST--
Loop: many watchers for a signal, in the loop, and the disposition of before afterwards
--FILE--
<?php
require __DIR__ . '/../_lib/streams.inc';
require __DIR__ . '/../_lib/init.inc';

$pid = getmypid();
$send = fn (string $signal) => ion_test_run(['sh', '-c', "kill -$signal $pid"]);
$caught = fn () => preg_match('/^SigCgt:.*$/m', file_get_contents('/proc/self/status'), $m) ? $m[0] : '';
$before = $caught();
$got = [];
$watchers = [];
foreach (['first', 'second', 'third'] as $name) {
    $watchers[$name] = ION::onSignal('USR1', function (int $number, ION\Watcher $watcher) use ($name, &$got, &$watchers) {
        $got[] = "$name $number" . ($watcher === $watchers[$name] ? '' : ' of somebody else');
    });
}
$turn = function (string $signal, int $wanted) use ($send, &$got) {
    $got = [];
    $send($signal);
    ion_test_wait(function () use (&$got, $wanted) {
        return count($got) >= $wanted;
    });
    ION::dispatch(ION::LOOP_NONBLOCK);
    echo implode(', ', $got), "\n";
};
$turn('USR1', 3);
$watchers['second']->disable();
$turn('USR1', 2);
$watchers['first']->cancel();
$watchers['second']->enable();
$turn('USR1', 2);
$watchers['by number'] = ION::onSignal(12, function (int $number) use (&$got) {
    $got[] = "number $number";
});
$turn('USR2', 1);
foreach ($watchers as $watcher) {
    $watcher->cancel();
}
var_dump(ION::dispatch());
var_dump($caught() === $before);
foreach (['KILL', 'SIGSTOP', 'SEGV', 0, 65, -1, 'NONE', ''] as $signal) {
    try {
        ION::onSignal($signal, fn () => null);
    } catch (ValueError $e) {
        echo $e->getMessage(), "\n";
    }
}

ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
first 10, second 10, third 10
first 10, third 10
third 10, second 10
number 12
bool(false)
bool(true)
ION::onSignal(): Argument #1 ($signal) must be a signal that a program can have: not KILL, STOP, SEGV, BUS, FPE, ILL
ION::onSignal(): Argument #1 ($signal) must be a signal that a program can have: not KILL, STOP, SEGV, BUS, FPE, ILL
ION::onSignal(): Argument #1 ($signal) must be a signal that a program can have: not KILL, STOP, SEGV, BUS, FPE, ILL
ION::onSignal(): Argument #1 ($signal) must be a signal that a program can have: not KILL, STOP, SEGV, BUS, FPE, ILL
ION::onSignal(): Argument #1 ($signal) must be a signal, by number or by name such as "TERM"
ION::onSignal(): Argument #1 ($signal) must be a signal, by number or by name such as "TERM"
ION::onSignal(): Argument #1 ($signal) must be a signal, by number or by name such as "TERM"
ION::onSignal(): Argument #1 ($signal) must be a signal, by number or by name such as "TERM"