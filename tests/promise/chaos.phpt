--TEST--
Promise: random programs keep the rules (tests/fuzz/promise-chaos.php makes more of them)
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

// LeakSanitizer takes for a leak what the collector cannot see: fibers that wait within array_map()
putenv('ION_ASAN_LEAKS=0');
$script = __DIR__ . '/../fuzz/promise-chaos.php';
$result = ion_test_run(ion_test_php([$script, '1', '25', 'clean', 'calm']), '', null, 120.0);
echo $result['out'], $result['err'];
var_dump($result['code']);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
seed 1, 25 rounds, end: clean
fine
int(0)
