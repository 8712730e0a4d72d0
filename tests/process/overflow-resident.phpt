--TEST--
Process: output over the limit takes no memory of the process either, only that of the limit
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_if_wrapped();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$command = ['head', '-c', '200000000', '/dev/zero'];
ION\Process::run($command, ['maxOutput' => 1000]);
$before = ion_test_status('VmHWM');
$r = ION\Process::run($command, ['maxOutput' => 1 << 20]);
$kept = ION\Process::exec($command, ['maxOutput' => 1 << 20, 'overflow' => 'kill'])->await();
echo strlen($r->stdout), ' ', ion_test_end($r), "\n", strlen($kept->stdout), " $kept->cause\n";
/* kB; two results of 1 MiB, each grown by copying, and the chunks on their way */
$grown = ion_test_status('VmHWM') - $before;
echo $grown < 5 * 1024 ? 'bounded' : "grown by $grown kB", "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
1048576 exit, status 0, truncated
1048576 overflow
bounded
