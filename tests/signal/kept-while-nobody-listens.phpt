--TEST--
Signal: one that comes while nobody listens is kept, once, and does not end the process
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

// taken by this call
$signal = Process::signal('USR1');
for ($i = 0; $i < 5; $i++) {
    Process::kill(getmypid(), 'USR1');
}
// the loop runs, and nobody wants it
ION::await(0.001)->await();
echo 'first: ', $signal->await(), "\n";

$counts = 0;
$signal->then(function () use (&$counts) {
    $counts++;
});
ION::await(0.001)->await();
echo "more: $counts\n";
Process::clearSignal('USR1');

// a coroutine that is busy between two waits misses none
Process::signal('USR1');
ION::promise(function () {
    for ($i = 1; $i <= 3; $i++) {
        Process::kill(getmypid(), 'USR1');
        yield ION::await(0.001);
        echo "round $i: ", yield Process::signal('USR1'), "\n";
    }
    Process::clearSignal('USR1');
});
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
first: 10
more: 0
round 1: 10
round 2: 10
round 3: 10
