--TEST--
Process: a core dump is told from a plain death by a signal
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$dir = ion_test_temp('cores');
mkdir($dir);
$pattern = trim(file_get_contents('/proc/sys/kernel/core_pattern'));
$dumps = ION\Process::run('ulimit -c unlimited && kill -SEGV $$', ['cwd' => $dir, 'env' => ['LD_PRELOAD' => null]]);
$none = ION\Process::run('ulimit -c 0 && kill -SEGV $$', ['cwd' => $dir, 'env' => ['LD_PRELOAD' => null]]);
echo ion_test_end($dumps), "\n", ion_test_end($none), "\n";
var_dump($none->coreDumped);
/* whether one is written is up to the machine: then the file tells */
$files = glob("$dir/core*");
var_dump($pattern !== 'core' || $dumps->coreDumped === ($files !== []));
array_map('unlink', $files);
/* the message of an exception says so, too */
try {
    ION\Process::run('ulimit -c unlimited && kill -SEGV $$', ['cwd' => $dir, 'throw' => true, 'env' => ['LD_PRELOAD' => null]]);
} catch (ION\Process\ExecException $e) {
    $note = str_ends_with(strtok($e->getMessage(), "\n"), '(SIGSEGV, invalid memory access) and dumped core');
    var_dump($note === $e->result->coreDumped);
}
array_map('unlink', glob("$dir/core*"));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
signal, signal 11
signal, signal 11
bool(false)
bool(true)
bool(true)
