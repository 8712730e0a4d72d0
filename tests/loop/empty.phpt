--TEST--
Loop: an empty loop ends at once
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

var_dump(ION::dispatch(), ION::dispatch(ION::LOOP_ONCE), ION::dispatch(ION::LOOP_NONBLOCK));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(false)
bool(false)
bool(false)
