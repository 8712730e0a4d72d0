--TEST--
Signal: a handler that pcntl had before is called, too, and has the signal again afterwards
--EXTENSIONS--
pcntl
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

pcntl_async_signals(true);
// TERM is one that PHP always catches, WINCH one that it does not
foreach (['TERM', 'WINCH', 'CHLD'] as $name) {
    $pcntl = $ion = 0;
    pcntl_signal(Process::SIG[$name], function () use (&$pcntl) {
        $pcntl++;
    });
    Process::signal($name)->then(function () use (&$ion) {
        $ion++;
    });
    Process::kill(getmypid(), $name);
    ION::dispatch(ION::LOOP_ONCE);
    Process::kill(getmypid(), $name);
    ION::dispatch(ION::LOOP_ONCE);
    Process::clearSignal($name);
    Process::kill(getmypid(), $name);
    pcntl_signal_dispatch();
    echo "$name: pcntl $pcntl, ION $ion\n";
    pcntl_signal(Process::SIG[$name], SIG_DFL);
}
// at its default again: PHP's own handler is left behind, and would end the process
Process::signal('TERM')->then(function () {
    echo "TERM is ION's\n";
    Process::clearSignal('TERM');
});
Process::kill(getmypid(), 'TERM');
ION::dispatch();
?>
--EXPECT--
TERM: pcntl 3, ION 2
WINCH: pcntl 3, ION 2
CHLD: pcntl 3, ION 2
TERM is ION's
