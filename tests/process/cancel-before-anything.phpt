--TEST--
Process: a program cancelled in the moment of its start ends as cancelled
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

for ($i = 0; $i < 50; $i++) {
    $promise = ION\Process::exec(['sleep', '60']);
    $promise->cancel("at once $i");
    $all[] = $promise;
}
$bad = 0;
foreach (ION\Promise::settle($all)->await() as $i => $end) {
    $e = $end['error'];
    $bad += $end['state'] !== 'canceled' || $e->getMessage() !== "at once $i" || ion_test_end($e->result) !== 'cancel, signal 15';
}
var_dump($bad, ion_test_children());

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(0)
array(0) {
}
