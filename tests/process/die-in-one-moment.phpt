--TEST--
Process: 200 programs that die in one moment are 200 results
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$gate = ion_test_temp('gate');
posix_mkfifo($gate, 0600);
$hold = fopen($gate, 'r+');
for ($i = 0; $i < 200; $i++) {
    /* each waits until the last writer of the gate is gone */
    $all[] = ION\Process::exec(['sh', '-c', "read x < \"\$1\"; exit " . $i % 251, '-', $gate]);
}
ion_test_wait(function () use ($gate) {
    foreach (ion_test_children() as $pid) {
        if (@readlink("/proc/$pid/fd/0") !== $gate) {
            return false;
        }
    }
    return true;
}, 'all at the gate');
fclose($hold);
$codes = array_map(fn ($r) => $r->status, ION\Promise::all($all)->await());
var_dump($codes === array_map(fn ($i) => $i % 251, range(0, 199)));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
