--TEST--
Process: drain 0 takes what is there and does not wait
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$file = ion_test_temp('pid');
$r = ION\Process::run('sleep 60 & echo $! > "$F"; head -c 60000 /dev/zero', ['env' => ['F' => $file], 'drain' => 0]);
var_dump(strlen($r->stdout), ion_test_end($r));
ion_test_run(['sh', '-c', 'kill -9 ' . trim(file_get_contents($file))]);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(60000)
string(25) "exit, status 0, pipesHeld"
