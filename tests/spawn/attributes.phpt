--TEST--
Spawn: umask, limits, priority, processors, sessions and groups are what was asked for
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_root();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;

$cpu = Process::getAffinity()[0];
$own = Process::getPriority();
$r = Process::run('umask; ulimit -Sn; ulimit -Hn; ulimit -c; nice; grep NoNew /proc/self/status; grep Cpus_allowed_list /proc/self/status', [
    'umask' => 027,
    'limits' => ['nofile' => [50, 60], 'core' => 0],
    'priority' => 5,
    'noNewPrivileges' => true,
    'affinity' => [$cpu],
]);
echo str_replace("list:\t$cpu\n", "list:\tthe one\n", $r->stdout), $r->stderr;
var_dump(Process::getPriority() === $own);

foreach ([['session' => true], ['newGroup' => true], ['session' => false], []] as $options) {
    $r = Process::run(['sh', '-c', 'ps -o pid=,pgid=,sid= -p $$'], $options);
    [$pid, $group, $session] = preg_split('/\s+/', trim($r->stdout));
    echo json_encode($options), $pid === $group ? ' own group' : '', $pid === $session ? ' own session' : '', "\n";
}

// another user, for whom the limits are raised before the drop
$r = Process::run('id -u; ulimit -Hn', ['user' => 'nobody', 'limits' => ['nofile' => [10, 70]], 'priority' => -3]);
echo $r->stdout, $r->stderr;

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
0027
50
60
0
5
NoNewPrivs:	1
Cpus_allowed_list:	the one
bool(true)
{"session":true} own group own session
{"newGroup":true} own group
{"session":false}
[]
65534
70
