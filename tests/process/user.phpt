--TEST--
Process: the option user is a complete drop: ids, groups, capabilities, and no way back
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_nobody();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$script = <<<'SH'
grep -E '^(Uid|Gid|Groups|CapInh|CapPrm|CapEff|CapAmb|NoNewPrivs):' /proc/self/status
SH;
$r = ION\Process::run(['sh', '-c', $script], ['user' => 'nobody']);
echo preg_replace('/[ \t]+\n/', "\n", $r->stdout), ion_test_end($r), "\n";
$id = ION\Process::run(['id', '-u', 'nobody'])->stdout;
echo ION\Process::run(['id', '-u'], ['user' => 'nobody'])->stdout === $id ? 'nobody' : 'somebody', "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
Uid:	65534	65534	65534	65534
Gid:	65534	65534	65534	65534
Groups:%S
CapInh:	0000000000000000
CapPrm:	0000000000000000
CapEff:	0000000000000000
CapAmb:	0000000000000000
NoNewPrivs:	%d
exit, status 0
nobody
