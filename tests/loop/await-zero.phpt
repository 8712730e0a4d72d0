--TEST--
Loop: a timer of 0 seconds runs in the next turn and starves nobody
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$ticks = 0;
$again = function () use (&$again, &$ticks) {
    if (++$ticks < 1000 && $ticks > 0) {
        ION::await(0)->then($again);
    }
};
ION::await(0)->then($again);
$r = null;
ION\Process::exec(['true'])->then(function () use (&$ticks) { $ticks = -1; });
ION::await(0)->then($loop = function () use (&$loop, &$ticks) {
    if ($ticks >= 0) {
        ION::await(0)->then($loop);
    }
});
ION::dispatch();
/* the program's end got its turn between the endless zero timers */
var_dump($ticks <= 0);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
