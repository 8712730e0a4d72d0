--TEST--
Loop: the constants say what is loaded
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

var_dump(ION::VERSION === phpversion('ion'), ION::ENGINE, (bool) preg_match('/^2\.\d+/', ION::ENGINE_VERSION));
var_dump(ION::LOOP_ONCE, ION::LOOP_NONBLOCK);
ion_test_try(fn () => new ION());

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
string(8) "libevent"
bool(true)
int(1)
int(2)
Error: Call to private ION::__construct() from global scope
