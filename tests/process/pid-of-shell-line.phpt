--TEST--
Process: the pid of a shell line is the program's when the line says exec
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$r = ION\Process::run('exec sh -c \'echo $$\'', ['pid' => &$pid]);
var_dump($r->stdout === "$pid\n");

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
