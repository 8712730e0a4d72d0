--TEST--
Process: a generator for stdin runs as a callback of the loop and cannot wait there
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

$nosy = function () {
    try {
        ION::await(0)->await();
    } catch (ION\InvalidUsageException $e) {
        yield "refused\n";
    }
    try {
        Process::run(['true']);
    } catch (ION\InvalidUsageException $e) {
        yield "refused\n";
    }
    try {
        ION::dispatch();
    } catch (ION\InvalidUsageException $e) {
        yield "refused\n";
    }
};
echo Process::run(['cat'], ['stdin' => $nosy()])->stdout;
echo ION::async(fn () => Process::exec(['cat'], ['stdin' => $nosy()])->await()->stdout)->await();
$promise = Process::exec(['cat'], ['stdin' => $nosy()]);
echo $promise->await()->stdout;

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
refused
refused
refused
refused
refused
refused
refused
refused
refused
