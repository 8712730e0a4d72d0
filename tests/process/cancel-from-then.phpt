--TEST--
Process: one program's callback may cancel the other programs
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;

$others = [Process::exec(['sleep', '60']), Process::exec(['sleep', '60'])];
Process::exec(['true'])->then(function () use ($others) {
    foreach ($others as $other) {
        $other->cancel('the first is enough');
    }
});
foreach ($others as $other) {
    $other->onFail(function (ION\Promise\CancelException $e) {
        echo $e->getMessage(), ', ', ion_test_end($e->result), "\n";
    });
}
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
the first is enough, cancel, signal 15
the first is enough, cancel, signal 15
