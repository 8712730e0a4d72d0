--TEST--
Loop: runs of an interval that were missed are left out, their numbers tell
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$runs = [];
$interval = ION::interval(0.005);
$interval->onDone(function (int $n) use (&$runs, $interval) {
    $runs[] = $n;
    if (count($runs) === 1) {
        for ($until = hrtime(true) + 22_000_000; hrtime(true) < $until;) {
        }
    }
    if (count($runs) === 2) {
        $interval->cancel();
    }
});
ION::dispatch();
var_dump(count($runs), $runs[1] - $runs[0] >= 4);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(2)
bool(true)
