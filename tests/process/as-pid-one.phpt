--TEST--
Process: ION as process 1 leaves orphans alone and sees its own programs
--EXTENSIONS--
pcntl
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_pid_namespace();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$code = <<<'PHP'
echo getmypid(), "\n";
$r = ION\Process::run('(true &); exit 3');
echo $r->cause, $r->status, "\n";
PHP;
$file = ion_test_temp('code.php');
file_put_contents($file, "<?php\n$code");
$end = ion_test_run(['unshare', '-pf', '--mount-proc', ...ion_test_php([$file])]);
echo $end['out'], $end['code'], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
1
exit3
0
