--TEST--
Signal: a Fiber goes through deliveries with foreach
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

Process::signal('USR1');
ION::async(function () {
    $left = 3;
    foreach (Process::signal('USR1') as $number) {
        echo "got $number\n";
        if (--$left === 0) {
            break;
        }
        Process::kill(getmypid(), 'USR1');
    }
    Process::clearSignal('USR1');
});
Process::kill(getmypid(), 'USR1');
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
got 10
got 10
got 10
