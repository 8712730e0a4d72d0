--TEST--
Process: all options in one call work together
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$dir = realpath(sys_get_temp_dir());
$r = ION\Process::run(['sh', '-c', 'cat; echo "$A $PWD"; echo $$; head -c 2000 /dev/zero >&2'], [
    'cwd' => $dir, 'env' => ['A' => 'b'], 'clearEnv' => true, 'pid' => &$pid, 'cancel' => 'INT',
    'stop' => [['INT', 1], ['KILL', 0]], 'timeout' => 3000, 'stdin' => ["in\n"], 'maxOutput' => 1000,
    'overflow' => 'truncate', 'drain' => 0.5, 'throw' => true,
]);
echo str_replace([$dir, (string) $pid], ['DIR', 'PID'], $r->stdout), strlen($r->stderr), ' ', ion_test_end($r), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
in
b DIR
PID
1000 exit, status 0, truncated
