--TEST--
Loop: an interval runs at multiples of its period, with their numbers
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$start = hrtime(true);
$runs = [];
$bad = 0;
$interval = ION::interval(0.004, 'tick');
$interval(...);
$interval->onDone(function (int $n) use (&$runs, &$bad, $start) {
    /* never before its own multiple: there is no drift to the early side */
    $bad += (hrtime(true) - $start) < $n * 4_000_000;
    $runs[] = $n;
    if (count($runs) === 8) {
        ION::cancelInterval('tick');
    }
});
var_dump(ION::dispatch());
$sorted = array_values(array_unique($runs));
sort($sorted);
var_dump(count($runs), $sorted === $runs, $bad, ION::getStats()['watchers']);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(false)
int(8)
bool(true)
int(0)
int(0)
