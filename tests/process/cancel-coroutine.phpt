--TEST--
Process: cancelling a coroutine cancels the program it waits for
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$coroutine = ION::promise(function () use (&$pid) {
    try {
        yield ION\Process::exec(['sleep', '60'], ['pid' => &$pid]);
    } catch (ION\Promise\CancelException $e) {
        echo 'in the coroutine: ', $e->getMessage(), ', ', ion_test_end($e->result), "\n";
        throw $e;
    }
});
$coroutine->cancel('all of it');
try {
    $coroutine->await();
} catch (ION\Promise\CancelException $e) {
    echo 'outside: ', $e->getMessage(), "\n";
}
ION::dispatch();
var_dump(ion_test_state($pid));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
in the coroutine: all of it, cancel, signal 15
outside: all of it
string(0) ""
