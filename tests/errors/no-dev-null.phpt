--TEST--
Process: without /dev/null the start fails and nothing runs with half its streams
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_strace();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$proof = ion_test_temp('proof');
$code = <<<'PHP'
try {
    $r = ION\Process::run(['touch', $argv[1]]);
    echo "RAN $r->status\n";
} catch (ION\Process\SpawnException $e) {
    echo "$e->stage $e->errno\n";
}
echo ION\Process::run(['echo', 'with input'], ['stdin' => 'x'])->stdout;
PHP;
$file = ion_test_temp('code.php');
file_put_contents($file, "<?php\n$code");
$end = ion_test_run(['strace', '-f', '-qq', '-o', '/dev/null', '-P', '/dev/null', '-e', 'trace=openat', '-e', 'inject=openat:error=ENOENT', ...ion_test_php([$file, $proof])]);
echo $end['out'], $end['code'], file_exists($proof) ? ' SOMETHING RAN' : '', "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
fds 2
with input
0
