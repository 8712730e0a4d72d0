--TEST--
Process: 500 programs at once each give their own result
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

for ($i = 0; $i < 500; $i++) {
    $all[] = ION\Process::exec("echo $i; exit " . $i % 251);
}
var_dump(ION::getStats()['execs']);
$bad = 0;
foreach (ION\Promise::all($all)->await() as $i => $r) {
    $bad += $r->stdout !== "$i\n" || $r->status !== $i % 251 || $r->signaled;
}
var_dump($bad, ION::getStats()['execs']);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(500)
int(0)
int(0)
