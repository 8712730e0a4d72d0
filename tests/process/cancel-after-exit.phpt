--TEST--
Process: cancelled after its exit but before the loop knew, a program keeps its own end
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$promise = ION\Process::exec('exit 3', ['pid' => &$pid]);
/* not a turn of the loop in between */
do {
    $state = ion_test_state($pid);
} while ($state !== 'Z' && usleep(500) === null);
$promise->cancel('too late');
try {
    $promise->await();
    echo "no exception\n";
} catch (ION\Promise\CancelException $e) {
    echo $e->getMessage(), ', ', ion_test_end($e->result), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
too late, exit, status 3
