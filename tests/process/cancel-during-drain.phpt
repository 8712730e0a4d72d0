--TEST--
Process: cancel() ends the wait for pipes that somebody else holds
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$file = ion_test_temp('pid');
$promise = ION\Process::exec('sleep 60 & echo $! > "$F"; echo hi', ['env' => ['F' => $file], 'drain' => 3600, 'pid' => &$pid]);
ion_test_wait(fn () => ion_test_state($pid) === '', 'the exit');
echo $promise->getState(), "\n";
$promise->cancel('enough');
try {
    $promise->await();
} catch (ION\Promise\CancelException $e) {
    echo $e->getMessage(), ', ', ion_test_end($e->result), ', ', $e->result->stdout;
}
ion_test_run(['sh', '-c', 'kill -9 ' . trim(file_get_contents($file))]);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
pending
enough, exit, status 0, pipesHeld, hi
