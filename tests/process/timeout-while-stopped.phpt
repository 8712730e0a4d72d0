--TEST--
Process: a stopped program stays pending, and a timeout still ends it
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$promise = ION\Process::exec('kill -STOP $$; echo never', ['pid' => &$pid, 'timeout' => 0.3, 'stop' => [['TERM', 0.02], ['KILL', 0]]]);
ion_test_wait(fn () => ion_test_state($pid) === 'T' || $promise->getState() !== 'pending', 'the stop');
ION::dispatch(ION::LOOP_NONBLOCK);
echo $promise->getState(), "\n";
try {
    $promise->await();
} catch (ION\Promise\TimeoutException $e) {
    echo ion_test_end($e->result), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
pending
timeout, signal 9
