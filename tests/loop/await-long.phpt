--TEST--
Loop: a timer of 3000 seconds is one, and so is the longest
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$long = [];
foreach ([3000, 2147484, 4294968, 1e9, 1e18, 1e300, PHP_INT_MAX] as $seconds) {
    $long[] = ION::await($seconds);
}
$stop = hrtime(true) + 30_000_000;
while (hrtime(true) < $stop) {
    ION::dispatch(ION::LOOP_NONBLOCK);
}
ION::await(0.01)->then(fn () => ION::stop());
var_dump(ION::dispatch());
echo implode(' ', array_unique(array_map(fn ($p) => $p->getState(), $long))), ' ', ION::getStats()['watchers'], "\n";
foreach ($long as $timer) {
    $timer->onFail(fn () => null);
    $timer->cancel('x');
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
pending 7
