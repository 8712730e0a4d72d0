--TEST--
Loop: LOOP_NONBLOCK never waits, LOOP_ONCE makes one turn
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$runs = 0;
$start = hrtime(true);
ION::await(0.3)->then(function () use (&$runs) { $runs++; });
var_dump(ION::dispatch(ION::LOOP_NONBLOCK), $runs);
while (ION::dispatch(ION::LOOP_NONBLOCK)) {
    /* the pump of code that has a loop of its own */
}
var_dump($runs, hrtime(true) - $start >= 300_000_000);
ION::await(0.01)->then(function () use (&$runs) { $runs++; });
$long = ION::await(3600);
$long->onFail(fn () => null);
while ($runs === 1) {
    $more = ION::dispatch(ION::LOOP_ONCE);
}
var_dump($more);
var_dump(ION::dispatch(ION::LOOP_ONCE | ION::LOOP_NONBLOCK), $runs);
$long->cancel('x');
foreach ([4, -1, 8 | ION::LOOP_ONCE] as $flags) {
    ion_test_try(fn () => ION::dispatch($flags));
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
int(0)
int(1)
bool(true)
bool(true)
bool(true)
int(2)
ValueError: ION::dispatch(): Argument #1 ($flags) must be a combination of ION::LOOP_ONCE and ION::LOOP_NONBLOCK
ValueError: ION::dispatch(): Argument #1 ($flags) must be a combination of ION::LOOP_ONCE and ION::LOOP_NONBLOCK
ValueError: ION::dispatch(): Argument #1 ($flags) must be a combination of ION::LOOP_ONCE and ION::LOOP_NONBLOCK
