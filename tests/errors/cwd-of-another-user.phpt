--TEST--
Process: a working directory that the program's user may not enter is an error
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_nobody();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$dir = ion_test_temp('dir');
mkdir($dir, 0700);
try {
    ION\Process::run(['pwd'], ['cwd' => $dir, 'user' => 'nobody']);
    echo "no exception\n";
} catch (ION\Process\SpawnException $e) {
    echo "$e->stage $e->errno\n";
}
echo ION\Process::run(['pwd'], ['cwd' => $dir])->ok() ? 'fine' : 'not', "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
cwd 13
fine
