--TEST--
Loop: dispatch() runs until nothing keeps the loop alive
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

ION::await(0.001)->then(function () {
    echo "first\n";
    return ION::await(0.001);
})->then(function () { echo "second\n"; });
var_dump(ION::dispatch());
var_dump(ION::dispatch());

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
first
second
bool(false)
bool(false)
