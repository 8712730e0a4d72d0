--TEST--
Process: rungs of no time are sent one after the other
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$file = ion_test_temp('ready');
$promise = ION\Process::exec(['sh', '-c', 'trap "" TERM INT HUP; : > "$F"; while :; do :; done'], [
    'env' => ['F' => $file],
    'stop' => [['TERM', 0], ['INT', 0], ['HUP', 0], ['KILL', 0]],
]);
ion_test_ready($file);
$promise->cancel('x');
try {
    $promise->await();
} catch (ION\Promise\CancelException $e) {
    echo ion_test_end($e->result), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
cancel, signal 9
