--TEST--
Process: after the last rung only the end is waited for
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$file = ion_test_temp('ready');
$gate = ion_test_temp('gate');
$promise = ION\Process::exec(['sh', '-c', 'trap "" TERM; : > "$F"; until [ -e "$G" ]; do :; done; exit 5'], [
    'env' => ['F' => $file, 'G' => $gate],
    'stop' => [['TERM', 0.001]],
]);
ion_test_ready($file);
$promise->cancel('x');
for ($i = 0; $i < 3; $i++) {
    ION::await(0.002)->await();
}
echo $promise->getState(), "\n";
touch($gate);
try {
    $promise->await();
} catch (ION\Promise\CancelException $e) {
    echo ion_test_end($e->result), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
pending
cancel, status 5
