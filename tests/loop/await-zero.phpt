--TEST--
Loop: timers of 0 seconds that start each other let everybody else have a turn
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$turns = 0;
$ended = false;
$again = function () use (&$again, &$turns, &$ended) {
    if (++$turns < 2 || !$ended) {
        ION::await(0)->then($again);
    }
};
ION::await(0)->then($again);
ION\Process::exec(['true'])->then(function () use (&$ended) { $ended = true; });
ION::dispatch();
var_dump($ended, $turns >= 2);
$again = null;

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
bool(true)
