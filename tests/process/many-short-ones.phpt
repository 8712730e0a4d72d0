--TEST--
Process: no exit of a program that ends at once is lost
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$bad = 0;
for ($wave = 0; $wave < 5; $wave++) {
    $all = [];
    for ($i = 0; $i < 100; $i++) {
        $all[] = ION\Process::exec(['true']);
    }
    foreach (ION\Promise::all($all)->await() as $r) {
        $bad += !$r->ok();
    }
}
var_dump($bad);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(0)
