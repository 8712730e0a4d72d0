--TEST--
Process: variables of the dynamic loader do not go over to another user
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_nobody();
ion_skip_if_wrapped();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

putenv('LD_ION_TEST=1');
putenv('ION_OTHER=1');
echo ION\Process::run('env | grep -E "ION_(TEST|OTHER)" | sort')->stdout, "--\n";
echo ION\Process::run('env | grep -E "ION_(TEST|OTHER)" | sort', ['user' => 'nobody'])->stdout, "--\n";
/* unless they are asked for */
echo ION\Process::run('env | grep LD_ION', ['user' => 'nobody', 'env' => ['LD_ION_TEST' => '2']])->stdout;

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ION_OTHER=1
LD_ION_TEST=1
--
ION_OTHER=1
--
LD_ION_TEST=2
