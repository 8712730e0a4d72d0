--TEST--
Process: a program with a relative path is looked for in the working directory
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$dir = ion_test_temp('dir');
mkdir($dir);
symlink('/bin/echo', "$dir/say");
echo ION\Process::run(['./say', 'hello'], ['cwd' => $dir])->stdout;
ion_test_try(fn () => ION\Process::run(['./say', 'hello'], ['cwd' => '/']));
unlink("$dir/say");

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
hello
ION\Process\SpawnException: cannot start './say hello': exec: No such file or directory [exec, 2]
