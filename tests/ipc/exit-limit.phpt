--TEST--
IPC: the end of a worker does not wait for ever for a master that reads nothing
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;
use ION\Process\ChildProcess;

/* the master keeps little for a later listener, and then reads no more */
$child = new ChildProcess();
$child->getIPC()->setOptions(['maxMessage' => 1 << 18, 'queueLimit' => 1 << 20]);
$child->start(function ($master) {
    $master->setOptions(['closeTimeout' => 0.2]);
    for ($i = 0; $i < 60; $i++) {
        $master->send(str_repeat('x', 1 << 17));
    }
    Process::exit(5);
});
$start = hrtime(true);
ion_test_wait(fn () => $child->isFinished(), 'the end of the worker', 20);
$took = (hrtime(true) - $start) / 1e9;
echo 'exit code ', $child->getExitStatus(), ', ', $took >= 0.2 ? 'after the limit' : "after $took s", "\n";
$child->getIPC()->close();
ION::dispatch();
unset($child);

/* one that reads, if later, gets all of it */
$child = new ChildProcess();
$child->start(function ($master) {
    $master->setOptions(['closeTimeout' => 600]);
    for ($i = 0; $i < 60; $i++) {
        $master->send(str_repeat('x', 1 << 17));
    }
    Process::exit(5);
});
$count = 0;
$child->whenStarted()->await();
$child->getIPC()->whenIncoming()->then(function ($message) use (&$count) {
    $count += strlen($message->data) === 1 << 17;
});
$child->whenExit()->await();
ION::dispatch();
echo "$count read\n";
unset($child);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
Warning: Nobody handled ION\Process\IPCException: The other end of a channel has taken nothing for 0.2 s (closeTimeout): %d messages were not sent in Unknown on line 0
exit code 5, after the limit
60 read
