--TEST--
Process: a caller whose working directory is gone can still start programs
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_if_zts();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$dir = ion_test_temp('dir');
mkdir($dir);
$here = getcwd();
chdir($dir);
rmdir($dir);
echo ION\Process::run(['echo', 'fine'])->stdout;
echo ION\Process::run(['pwd'], ['cwd' => '/'])->stdout;
chdir($here);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
fine
/
