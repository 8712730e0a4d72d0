--TEST--
Process: ids out of range are misuse
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

foreach ([-1, 4294967295, PHP_INT_MAX, PHP_INT_MIN] as $id) {
    ion_test_try(fn () => ION\Process::exec(['true'], ['user' => $id]));
}
ion_test_try(fn () => ION\Process::exec(['true'], ['group' => -1]));
ion_test_try(fn () => ION\Process::exec(['true'], ['groups' => [1, -1]]));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ValueError: Option "user" must be a name or an id between 0 and 4294967294
ValueError: Option "user" must be a name or an id between 0 and 4294967294
ValueError: Option "user" must be a name or an id between 0 and 4294967294
ValueError: Option "user" must be a name or an id between 0 and 4294967294
ValueError: Option "group" must be a name or an id between 0 and 4294967294
ValueError: Option "groups[1]" must be a name or an id between 0 and 4294967294
