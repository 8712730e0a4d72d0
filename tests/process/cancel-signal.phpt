--TEST--
Process: the option cancel is the first signal, by number or name
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

foreach (['INT', 'SIGINT', 'int', 2, '2', 'HUP', 9] as $signal) {
    $promise = ION\Process::exec(['sleep', '60'], ['cancel' => $signal]);
    $promise->cancel('x');
    try {
        $promise->await();
    } catch (ION\Promise\CancelException $e) {
        echo json_encode($signal), ': ', ion_test_end($e->result), "\n";
    }
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
"INT": cancel, signal 2
"SIGINT": cancel, signal 2
"int": cancel, signal 2
2: cancel, signal 2
"2": cancel, signal 2
"HUP": cancel, signal 1
9: cancel, signal 9
