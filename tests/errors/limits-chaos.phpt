--TEST--
Process: random use of everything keeps the rules while descriptors come and go (tests/fuzz/limits-chaos.php makes more of it)
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_program('setsid');
ion_skip_if_valgrind();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

putenv('ION_ASAN_LEAKS=0');
$script = __DIR__ . '/../fuzz/limits-chaos.php';
$result = ion_test_run(ion_test_php([$script, '1', getenv('ION_TEST_SLOW') ? '6' : '20']), '', null, 120.0);
echo $result['out'], $result['err'];
var_dump($result['code']);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
fine
int(0)
