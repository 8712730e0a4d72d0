--TEST--
Process: times that are negative, INF or NAN, or no numbers, are misuse
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

foreach (['timeout', 'drain'] as $name) {
    foreach ([-1, -0.001, INF, -INF, NAN, '1', true, []] as $value) {
        ion_test_try(fn () => ION\Process::exec(['true'], [$name => $value]));
    }
}
ion_test_try(fn () => ION\Process::exec(['true'], ['stop' => [['TERM', INF]]]));
/* as long as there are numbers for it, a time may be long */
echo ION\Process::run(['echo', 'long'], ['timeout' => 1e300, 'drain' => PHP_INT_MAX])->stdout;

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ValueError: Option "timeout" must be a finite number of seconds, at least 0
ValueError: Option "timeout" must be a finite number of seconds, at least 0
ValueError: Option "timeout" must be a finite number of seconds, at least 0
ValueError: Option "timeout" must be a finite number of seconds, at least 0
ValueError: Option "timeout" must be a finite number of seconds, at least 0
TypeError: Option "timeout" must be of type int|float, string given
TypeError: Option "timeout" must be of type int|float, bool given
TypeError: Option "timeout" must be of type int|float, array given
ValueError: Option "drain" must be a finite number of seconds, at least 0
ValueError: Option "drain" must be a finite number of seconds, at least 0
ValueError: Option "drain" must be a finite number of seconds, at least 0
ValueError: Option "drain" must be a finite number of seconds, at least 0
ValueError: Option "drain" must be a finite number of seconds, at least 0
TypeError: Option "drain" must be of type int|float, string given
TypeError: Option "drain" must be of type int|float, bool given
TypeError: Option "drain" must be of type int|float, array given
ValueError: Option "stop[0][1]" must be a finite number of seconds, at least 0
long
