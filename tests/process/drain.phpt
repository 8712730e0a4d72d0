--TEST--
Process: a grandchild that keeps the output open is waited for no longer than the drain limit
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$file = ion_test_temp('pid');
$start = hrtime(true);
$r = ION\Process::run('sleep 60 & echo $! > "$F"; echo hi', ['env' => ['F' => $file], 'drain' => 0.05]);
$seconds = (hrtime(true) - $start) / 1e9;
var_dump($r->stdout, ion_test_end($r), $seconds >= 0.05 && $seconds < ion_test_seconds(10));
/* it lives: it is not ours to kill */
$pid = (int) file_get_contents($file);
var_dump(ion_test_state($pid) !== '');
ion_test_run(['sh', '-c', 'kill -9 ' . "$pid"]);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
string(3) "hi
"
string(25) "exit, status 0, pipesHeld"
bool(true)
bool(true)
