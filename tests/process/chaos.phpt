--TEST--
Process: random use of programs keeps the rules (tests/fuzz/process-chaos.php makes more of it)
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_program('setsid');
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

// LeakSanitizer takes for a leak what the collector cannot see: fibers that wait within a foreach
putenv('ION_ASAN_LEAKS=0');
$script = __DIR__ . '/../fuzz/process-chaos.php';
$result = ion_test_run(ion_test_php([$script, '1', getenv('ION_TEST_SLOW') ? '8' : '20']), '', null, 120.0);
echo $result['out'], $result['err'];
var_dump($result['code']);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
fine
int(0)
