--TEST--
Signal: isRunning() tells processes from zombies and from nobody
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

var_dump(Process::isRunning(getmypid()), Process::isRunning(1), Process::isRunning(0), Process::isRunning(-5), Process::isRunning(PHP_INT_MAX), Process::isRunning(2 ** 22 + 1));
$own = Process::exec(['sleep', '60'], ['pid' => &$pid]);
var_dump(Process::isRunning($pid));
Process::kill($pid, 'KILL');
// not by the loop, which would reap it
while (!in_array(ion_test_state($pid), ['Z', ''], true)) {
    usleep(500);
}
// ended, whether or not the loop has noticed
var_dump(Process::isRunning($pid));
$own->await();
// somebody else's child, ended and not reaped
$foreign = proc_open(['sh', '-c', 'exit 3'], [], $pipes);
$pid = proc_get_status($foreign)['pid'];
ion_test_wait(fn () => in_array(ion_test_state($pid), ['Z', ''], true));
var_dump(Process::isRunning($pid));
proc_close($foreign);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
bool(true)
bool(false)
bool(false)
bool(false)
bool(false)
bool(true)
bool(false)
bool(false)
