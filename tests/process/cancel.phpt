--TEST--
Process: cancel() ends the program and fails with what it did until then
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Promise\CancelException;

$file = ion_test_temp('ready');
$promise = ION\Process::exec('echo so far; : > "$F"; exec sleep 60', ['env' => ['F' => $file], 'pid' => &$pid]);
ion_test_ready($file);
$promise->cancel('no longer wanted');
echo $promise->getState(), "\n";
try {
    $promise->await();
} catch (CancelException $e) {
    echo get_class($e), ': ', $e->getMessage(), "\n";
    var_dump($e->result->stdout, ion_test_end($e->result), $e->result->pid === $pid);
}
echo $promise->getState(), "\n";
var_dump(ion_test_state($pid));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
pending
ION\Promise\CancelException: no longer wanted
string(7) "so far
"
string(17) "cancel, signal 15"
bool(true)
canceled
string(0) ""
