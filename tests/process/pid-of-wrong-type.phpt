--TEST--
Process: a pid reference that takes no int is misuse, and starts nothing
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

class Holder { public array $pid = []; }
$h = new Holder();
ion_test_try(fn () => ION\Process::exec(['true'], ['pid' => &$h->pid]));
ion_test_try(fn () => ION\Process::exec(['true'], ['pid' => 5]));
$x = 5;
ion_test_try(fn () => ION\Process::exec(['true'], ['pid' => $x]));
var_dump(ion_test_children(), ION::getStats()['execs'], $h->pid === []);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
TypeError: Cannot assign int to reference held by property Holder::$pid of type array
ValueError: Option "pid" must be a reference, as in ['pid' => &$pid]
ValueError: Option "pid" must be a reference, as in ['pid' => &$pid]
array(0) {
}
int(0)
bool(true)
