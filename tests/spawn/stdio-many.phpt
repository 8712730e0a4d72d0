--TEST--
Spawn: a thousand descriptors, and chains of a thousand references in either direction
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
use ION\Process;

[$ours, $theirs] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$last = 1002;
$up = [3 => $theirs];
for ($i = 4; $i <= $last; $i++) {
    $up[$i] = $i - 1;
}
$down = [$last => $theirs];
for ($i = 3; $i < $last; $i++) {
    $down[$i] = $i + 1;
}
$mixed = array_reverse($down, true);
$kinds = ['null' => array_fill(3, 1000, 'null'), 'file' => array_fill(3, 1000, ['file', '/dev/null', 'w']), 'up' => $up, 'down' => $down, 'mixed' => $mixed];
Process::run(['true']);
foreach ($kinds as $kind => $stdio) {
    /* ls has one of its own */
    $script = 'echo $(($(ls /proc/self/fd | wc -l) - 1)); readlink /proc/self/fd/3 /proc/self/fd/500 /proc/self/fd/1002 | sort -u | sed "s/[0-9]\\{1,\\}/N/"';
    echo "$kind: ", str_replace("\n", ' ', Process::run($script, ['stdio' => $stdio])->stdout), "\n";
}
/* a circle of a thousand is seen, and so is a chain that leads nowhere */
$circle = $down;
$circle[$last] = 3;
ion_test_try(fn () => Process::run(['true'], ['stdio' => $circle]));
unset($down[$last]);
ion_test_try(fn () => Process::run(['true'], ['stdio' => $down]));
/* linear: sixteen times as long a chain must not take a hundred times the processor; no program is started for it */
$code = <<<'PHP'
ION\Process::setLimit('nofile', 64);
$used = function (): int {
    $usage = getrusage();
    return 1000000 * ($usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec']) + $usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec'];
};
$resolving = function (int $size) use ($used): int {
    $stdio = [$size => 'null'];
    for ($i = 3; $i < $size; $i++) {
        $stdio[$i] = $i + 1;
    }
    $best = PHP_INT_MAX;
    for ($try = 0; $try < 3; $try++) {
        $start = $used();
        ION\Process::exec(['true'], ['stdio' => $stdio])->onFail(fn ($e) => null);
        $best = min($best, max(1, $used() - $start));
    }
    return $best;
};
$ratio = $resolving(64000) / $resolving(4000);
echo $ratio < 100 ? "linear\n" : "NOT LINEAR: $ratio\n";
PHP;
$end = ion_test_code($code);
echo $end['out'], $end['err'];

unset($ours, $theirs, $up, $down, $mixed, $circle, $kinds, $stdio);
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
null: 1003 /dev/null 
file: 1003 /dev/null 
up: 1003 socket:[N] 
down: 1003 socket:[N] 
mixed: 1003 socket:[N] 
ValueError: Option "stdio[1002]" must not lead back to itself; to exchange two descriptors, give the streams
ValueError: Option "stdio[3]" must name a descriptor that the program has
linear
