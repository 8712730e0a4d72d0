--TEST--
Signal: several handlers on one signal, one that leaves in its own run, one that waits once
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

$log = [];
$signal = Process::signal('USR2');
$signal->then(function () use (&$log) {
    $log[] = 'always';
});
$leaving = $signal->then(function () use (&$log, &$leaving) {
    $log[] = 'once';
    Process::signal('USR2')->forget($leaving);
});
ION::promise(function () use ($signal, &$log) {
    $log[] = 'waited for ' . yield $signal;
});
for ($i = 0; $i < 3; $i++) {
    Process::kill(getmypid(), 'USR2');
    ION::dispatch(ION::LOOP_ONCE);
}
Process::clearSignal('USR2');
echo implode(', ', $log), "\n";

// what was cleared has ended; the next call begins anew
try {
    $signal->await();
} catch (ION\Promise\CancelException $e) {
    echo $e->getMessage(), "\n";
}
var_dump(Process::signal('USR2') === $signal);
Process::signal('USR2')->cancel();
// its closure refers to itself
unset($leaving);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
always, once, waited for 12, always, always
the signal was cleared
bool(false)
