--TEST--
Loop: stop() ends dispatch() after the current callback, the rest waits for the next
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

ION::await(0)->then(function () { echo "a\n"; ION::stop(); echo "a goes on\n"; });
ION::await(0)->then(function () { echo "b\n"; });
var_dump(ION::dispatch());
var_dump(ION::dispatch());

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
a
a goes on
bool(true)
b
bool(false)
