--TEST--
Process: programs that end while nobody runs the loop are all seen later
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

for ($i = 0; $i < 50; $i++) {
    $all[] = ION\Process::exec("echo $i; exit $i", ['pid' => &$pids[$i]]);
}
do {
    $running = array_filter($pids, fn ($pid) => ion_test_state($pid) !== 'Z');
} while ($running && usleep(500) === null);
$bad = 0;
foreach (ION\Promise::all($all)->await() as $i => $r) {
    $bad += $r->status !== $i || $r->stdout !== "$i\n";
}
var_dump($bad);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(0)
