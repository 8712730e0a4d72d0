--TEST--
Process: another user's program has cwd, environment, input and outputs like any other
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_nobody();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$r = ION\Process::run('cat; pwd; echo "$A" >&2; exit 3', ['user' => 'nobody', 'cwd' => '/', 'stdin' => "in\n", 'env' => ['A' => 'b'], 'pid' => &$pid]);
echo $r->stdout, $r->stderr, ion_test_end($r), "\n";
$promise = ION\Process::exec(['sleep', '60'], ['user' => 'nobody']);
$promise->cancel('x');
try {
    $promise->await();
} catch (ION\Promise\CancelException $e) {
    echo ion_test_end($e->result), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
in
/
b
exit, status 3
cancel, signal 15
