--TEST--
Process: a grandchild in another session is no different
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_program('setsid');
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$file = ion_test_temp('pid');
$r = ION\Process::run('setsid sh -c \'echo $$ > "$F"; exec sleep 60\' & until [ -s "$F" ]; do :; done; echo hi', ['env' => ['F' => $file], 'drain' => 0.02]);
var_dump($r->stdout, ion_test_end($r));
ion_test_run(['sh', '-c', 'kill -9 ' . trim(file_get_contents($file))]);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
string(3) "hi
"
string(25) "exit, status 0, pipesHeld"
