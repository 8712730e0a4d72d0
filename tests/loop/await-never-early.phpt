--TEST--
Loop: timers are never early
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$early = 0;
for ($i = 0; $i < 60; $i++) {
    $seconds = ($i % 30) * 0.00073;
    $start = hrtime(true);
    $all[] = ION::await($seconds)->then(function ($value) use (&$early, $start, $seconds) {
        $early += hrtime(true) - $start < $seconds * 1e9 - 1 || $value !== true;
    });
    /* time that passes between the start of the timers counts for each of them */
    for ($until = hrtime(true) + 100_000; hrtime(true) < $until;) {
    }
}
ION\Promise::all($all)->await();
var_dump($early);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(0)
