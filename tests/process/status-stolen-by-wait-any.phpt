--TEST--
Process: a wait for any child takes statuses, and each of them is lost at once
--SKIPIF--
<?php
if (!extension_loaded('pcntl')) {
    die('skip needs pcntl');
}
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

for ($i = 0; $i < 5; $i++) {
    $all[] = ION\Process::exec("exit $i");
}
for ($taken = 0; $taken < 3; $taken++) {
    pcntl_wait($status);
}
$causes = array_count_values(array_map('ion_test_end', ION\Promise::all($all)->await()));
var_dump($causes['lost, status -1'], array_sum($causes));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(3)
int(5)
