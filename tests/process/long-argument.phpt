--TEST--
Process: an argument may be as long as the kernel allows
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$longest = str_repeat('x', 131071);
$r = ION\Process::run(['printf', '%s', $longest]);
var_dump($r->stdout === $longest);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
