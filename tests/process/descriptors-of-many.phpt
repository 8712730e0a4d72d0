--TEST--
Process: 200 programs started at once see nothing of each other's pipes nor of what the caller has open
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_cc();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$program = ion_test_cc(__DIR__ . '/../tools/random-program.c');
/* PHP opens these without close-on-exec */
$open = [fopen(__FILE__, 'r'), fopen(__FILE__, 'r'), tmpfile(), ...stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0),
    stream_socket_server('tcp://127.0.0.1:0')];
[$one, $other] = ION\Process\IPC::create();
$one->whenIncoming()->then(fn () => null);
$watcher = ION::onReadable($open[3], fn () => null);
for ($i = 0; $i < 200; $i++) {
    /* half of them wait for the end of their input: all are there at the same time */
    $all[] = ION\Process::exec([$program, $i % 2 ? 'read,all;dump,1' : 'dump,1'], $i % 4 ? ['stdin' => str_repeat('x', 100_000)] : []);
}
$seen = [];
foreach (ION\Promise::all($all)->await() as $i => $r) {
    preg_match_all('/^fd \d+ [a-z]+ mode \d.*$/m', $r->stdout, $lines);
    @$seen[($i % 4 ? 'fed: ' : 'not fed: ') . implode(', ', $lines[0])]++;
}
print_r($seen);
$watcher->cancel();
$one->close();
unset($one, $other, $watcher);
array_map('fclose', $open);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTREGEX--
Array
\(
    \[not fed: fd 0 device mode \d as 0 rdev 103, fd 1 pipe mode 1 as 1, fd 2 pipe mode 1 as 2\] => 50
    \[fed: fd 0 pipe mode 0 as 0, fd 1 pipe mode 1 as 1, fd 2 pipe mode 1 as 2\] => 150
\)
