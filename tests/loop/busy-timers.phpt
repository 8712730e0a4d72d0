--TEST--
Loop: 100,000 timers of one moment all run, in order
--INI--
memory_limit=1G
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$next = 0;
$bad = 0;
$done = function () { };
for ($i = 0; $i < 100_000; $i++) {
    ION::await(0.001)->then(function () use (&$next, &$bad, $i) { $bad += $next++ !== $i; });
}
ION::dispatch();
var_dump($next, $bad, ION::getStats()['watchers']);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(100000)
int(0)
int(0)
