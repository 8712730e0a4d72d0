--TEST--
Signal: pcntl_signal() takes a signal away until it is asked for again
--EXTENSIONS--
pcntl
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

pcntl_async_signals(true);
foreach (['TERM', 'WINCH'] as $name) {
    $pcntl = $ion = 0;
    Process::signal($name)->then(function () use (&$ion) {
        $ion++;
    });
    pcntl_signal(Process::SIG[$name], function () use (&$pcntl) {
        $pcntl++;
    });
    Process::kill(getmypid(), $name);
    ION::dispatch(ION::LOOP_NONBLOCK);
    echo "$name: pcntl $pcntl, ION $ion\n";
    Process::signal($name);
    Process::kill(getmypid(), $name);
    ION::dispatch(ION::LOOP_ONCE);
    echo "again: pcntl $pcntl, ION $ion\n";
    // not ours to change: pcntl's stays
    pcntl_signal(Process::SIG[$name], function () use (&$pcntl) {
        $pcntl += 10;
    });
    Process::clearSignal($name);
    Process::kill(getmypid(), $name);
    echo "cleared: pcntl $pcntl, ION $ion\n";
    pcntl_signal(Process::SIG[$name], SIG_DFL);
}
?>
--EXPECT--
TERM: pcntl 1, ION 0
again: pcntl 2, ION 1
cleared: pcntl 12, ION 1
WINCH: pcntl 1, ION 0
again: pcntl 2, ION 1
cleared: pcntl 12, ION 1
