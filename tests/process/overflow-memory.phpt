--TEST--
Process: output over the limit takes no memory
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

memory_reset_peak_usage();
$before = memory_get_usage();
$r = ION\Process::run(['head', '-c', '50000000', '/dev/zero'], ['maxOutput' => 100_000]);
echo strlen($r->stdout), ' ', ion_test_end($r), "\n";
var_dump(memory_get_peak_usage() - $before < 1_000_000);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
100000 exit, status 0, truncated
bool(true)
