--TEST--
Process: input and output of megabytes at the same time do not block each other
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$data = random_bytes(1 << 20);
$data = str_repeat($data, 4);
$r = ION\Process::run('tee /dev/stderr', ['stdin' => $data]);
var_dump($r->stdout === $data, $r->stderr === $data);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
bool(true)
