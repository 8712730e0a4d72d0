--TEST--
Process: a generator for stdin may cancel the program it feeds
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;

$promise = null;
$input = (function () use (&$promise) {
    yield "first\n";
    $promise->cancel('enough');
    yield "second\n";
})();
$promise = Process::exec(['cat'], ['stdin' => $input]);
try {
    $promise->await();
} catch (ION\Promise\CancelException $e) {
    echo $e->getMessage(), ': ', ion_test_end($e->result), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
enough: cancel, signal 15
