--TEST--
Loop: work in the callback of an interval does not shift the following runs
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$start = hrtime(true);
$late = [];
$interval = ION::interval(0.01);
$interval->onDone(function (int $n) use (&$late, $start, $interval) {
    $late[$n] = (hrtime(true) - $start) / 1e6 - $n * 10;
    for ($until = hrtime(true) + 3_000_000; hrtime(true) < $until;) {
    }
    if (count($late) === 8) {
        $interval->cancel();
    }
});
ION::dispatch();
/* a drift would add 3 ms to each: the best of the later ones shows that there is none */
var_dump(min(array_slice($late, 3)) < 12, min($late) >= 0);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
bool(true)
