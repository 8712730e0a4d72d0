--TEST--
Process: a second cancel() changes nothing
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$promise = ION\Process::exec(['sleep', '60']);
$promise->cancel('first')->cancel('second');
try {
    $promise->await();
} catch (ION\Promise\CancelException $e) {
    echo $e->getMessage(), ', ', ion_test_end($e->result), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
first, cancel, signal 15
