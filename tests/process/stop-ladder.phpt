--TEST--
Process: a program that ignores the first signals of the ladder gets the next
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$file = ion_test_temp('ready');
$promise = ION\Process::exec(['sh', '-c', 'trap "" TERM INT; trap "echo caught HUP" HUP; : > "$F"; while :; do :; done'], [
    'env' => ['F' => $file],
    'stop' => [['TERM', 0.01], ['INT', 0.01], ['HUP', 0.01], ['KILL', 0]],
]);
ion_test_ready($file);
$start = hrtime(true);
$promise->cancel('x');
try {
    $promise->await();
} catch (ION\Promise\CancelException $e) {
    echo ion_test_end($e->result), "\n";
    var_dump((hrtime(true) - $start) / 1e9 >= 0.03);
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
cancel, signal 9
bool(true)
