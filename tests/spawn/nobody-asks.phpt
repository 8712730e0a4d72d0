--TEST--
Spawn: a start that failed and that nobody asked about is reported
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;

Process::spawn(['/no/such/program']);
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
Warning: %SION\Process\SpawnException: cannot start '/no/such/program': exec: No such file or directory%s
