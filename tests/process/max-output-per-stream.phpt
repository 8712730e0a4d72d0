--TEST--
Process: the limit is for each stream by itself
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$r = ION\Process::run('head -c 900 /dev/zero; head -c 900 /dev/zero >&2', ['maxOutput' => 1000]);
echo strlen($r->stdout), ' ', strlen($r->stderr), ' ', ion_test_end($r), "\n";
$r = ION\Process::run('printf 12345; head -c 2000 /dev/zero >&2', ['maxOutput' => 1000]);
echo strlen($r->stdout), ' ', strlen($r->stderr), ' ', ion_test_end($r), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
900 900 exit, status 0
5 1000 exit, status 0, truncated
