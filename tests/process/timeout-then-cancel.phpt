--TEST--
Process: what stops a program first is the cause and the exception, whatever comes later
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;
use ION\Promise\CancelException;

/* it takes no TERM, so the ladder is still under way when the second reason comes */
$line = 'trap "" TERM; echo ready; exec sleep 60';
$stop = [['TERM', 0.2], ['KILL', 0]];

$late = Process::exec($line, ['timeout' => 0.1, 'stop' => $stop]);
ION::await(0.2)->then(function () use ($late) { $late->cancel('too late'); });
try {
    $late->await();
} catch (CancelException $e) {
    echo get_class($e), ': ', $e->getMessage(), ', ', $e->result->cause, "\n";
}
$early = Process::exec($line, ['timeout' => 0.15, 'stop' => $stop]);
ION::await(0.1)->then(function () use ($early) { $early->cancel('early'); });
try {
    $early->await();
} catch (CancelException $e) {
    echo get_class($e), ': ', $e->getMessage(), ', ', $e->result->cause, "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ION\Promise\TimeoutException: 'trap "" TERM; echo ready; exec sleep 60' took longer than 0.1 s and was stopped, timeout
ION\Promise\CancelException: early, cancel
