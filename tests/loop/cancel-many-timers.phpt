--TEST--
Loop: timers cancelled in any order leave the others as they were
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

mt_srand(42);
for ($i = 0; $i < 2000; $i++) {
    $timers[$i] = ION::await(mt_rand(0, 3000) / 1e6);
    $timers[$i]->onFail(fn () => null);
}
$keys = array_keys($timers);
shuffle($keys);
foreach (array_slice($keys, 0, 1500) as $i) {
    $timers[$i]->cancel('x');
}
ION::dispatch();
print_r(array_count_values(array_map(fn ($t) => $t->getState(), $timers)));
var_dump(ION::getStats()['watchers']);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
Array
(
    [%s] => %d
    [%s] => %d
)
int(0)
