--TEST--
Loop: an interval of 0 goes on running after a timer has woken the loop
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

ION::await(0.001)->await();
$interval = ION::interval(0);
$runs = 0;
$interval->onDone(function () use ($interval, &$runs) {
    if (++$runs === 3) {
        $interval->cancel();
    }
});
// a loop that sleeps by mistake is ended by this and not by the interval
$sleeper = ION\Process::exec(['sleep', '5'], ['stop' => [['KILL', 0]]]);
$start = microtime(true);
while ($runs < 3 && microtime(true) - $start < 5) {
    ION::dispatch(ION::LOOP_ONCE);
}
echo "$runs runs, ", microtime(true) - $start < 4 ? 'at once' : 'late', "\n";
$sleeper->cancel('not needed');
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
3 runs, at once
