--TEST--
Process: the option cwd is where the program runs
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$dir = realpath(sys_get_temp_dir());
$here = getcwd();
echo ION\Process::run(['pwd'], ['cwd' => $dir])->stdout === "$dir\n" ? 'there' : 'elsewhere', "\n";
echo ION\Process::run(['pwd'], ['cwd' => '/'])->stdout;
echo ION\Process::run(['pwd'])->stdout === "$here\n" ? 'here' : 'elsewhere', "\n";
echo getcwd() === $here ? 'not moved' : 'moved', "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
there
/
here
not moved
