--TEST--
Process: a program that ends by itself on the signal keeps its exit code
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$file = ion_test_temp('ready');
$promise = ION\Process::exec(['sh', '-c', 'trap "echo bye; exit 7" TERM; : > "$F"; while :; do :; done'], ['env' => ['F' => $file]]);
ion_test_ready($file);
$promise->cancel('x');
try {
    $promise->await();
} catch (ION\Promise\CancelException $e) {
    var_dump($e->result->stdout, ion_test_end($e->result));
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
string(4) "bye
"
string(16) "cancel, status 7"
