--TEST--
Process: a program may be started many times with one array of options
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$options = ['env' => ['N' => '1'], 'stdin' => 'text', 'stop' => [['TERM', 1], ['KILL', 0]], 'pid' => &$pid, 'cwd' => '/'];
for ($i = 0; $i < 3; $i++) {
    $seen[] = ION\Process::run('cat; echo " $N $PWD"', $options)->stdout;
    $pids[] = $pid;
}
var_dump(array_unique($seen), count(array_unique($pids)));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
array(1) {
  [0]=>
  string(9) "text 1 /
"
}
int(3)
