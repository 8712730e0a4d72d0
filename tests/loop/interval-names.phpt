--TEST--
Loop: the name of an interval is taken while it runs
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$one = ION::interval(3600, 'a');
ion_test_try(fn () => ION::interval(3600, 'a'));
$two = ION::interval(3600, 'b');
var_dump(ION::cancelInterval('a'), ION::cancelInterval('a'), ION::cancelInterval('none'), ION::cancelInterval(''));
$again = ION::interval(3600, 'a');
var_dump(ION::getStats()['watchers']);
$again->cancel();
/* cancelled by itself the name is free, too */
var_dump(ION::cancelInterval('a'), ION::cancelInterval('b'), ION::dispatch());

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ValueError: ION::interval(): Argument #2 ($name) must not be the name of an interval that runs: 'a' does
bool(true)
bool(false)
bool(false)
bool(false)
int(2)
bool(false)
bool(true)
bool(false)
