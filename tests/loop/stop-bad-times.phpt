--TEST--
Loop: stop(), await() and interval() refuse negative times, INF and NAN
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

foreach ([-1, -0.0001, INF, -INF, NAN] as $seconds) {
    foreach (['stop', 'await', 'interval'] as $method) {
        ion_test_try(fn () => ION::$method($seconds));
    }
}
ion_test_try(fn () => ION::await('soon'));
var_dump(ION::getStats()['watchers'], ION::dispatch());

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ValueError: ION::stop(): Argument #1 ($after) must be a finite number of seconds, at least 0
ValueError: ION::await(): Argument #1 ($seconds) must be a finite number of seconds, at least 0
ValueError: ION::interval(): Argument #1 ($seconds) must be a finite number of seconds, at least 0
ValueError: ION::stop(): Argument #1 ($after) must be a finite number of seconds, at least 0
ValueError: ION::await(): Argument #1 ($seconds) must be a finite number of seconds, at least 0
ValueError: ION::interval(): Argument #1 ($seconds) must be a finite number of seconds, at least 0
ValueError: ION::stop(): Argument #1 ($after) must be a finite number of seconds, at least 0
ValueError: ION::await(): Argument #1 ($seconds) must be a finite number of seconds, at least 0
ValueError: ION::interval(): Argument #1 ($seconds) must be a finite number of seconds, at least 0
ValueError: ION::stop(): Argument #1 ($after) must be a finite number of seconds, at least 0
ValueError: ION::await(): Argument #1 ($seconds) must be a finite number of seconds, at least 0
ValueError: ION::interval(): Argument #1 ($seconds) must be a finite number of seconds, at least 0
ValueError: ION::stop(): Argument #1 ($after) must be a finite number of seconds, at least 0
ValueError: ION::await(): Argument #1 ($seconds) must be a finite number of seconds, at least 0
ValueError: ION::interval(): Argument #1 ($seconds) must be a finite number of seconds, at least 0
TypeError: ION::await(): Argument #1 ($seconds) must be of type float, string given
int(0)
bool(false)
