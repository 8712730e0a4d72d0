--TEST--
Foreign: attach() holds a process that ION did not start, and truly waits for it
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

$before = microtime(true);
$theirs = proc_open(['sleep', '20'], [], $pipes);
$pid = proc_get_status($theirs)['pid'];
$process = Process::attach($pid);
var_dump($process->getPID() === $pid, $process->isAlive(), $process->kill(0), abs($process->getStartedTime() - $before) < 5);
var_dump($process->whenExit() === $process->whenExit());
$process->whenExit()->then(fn ($ended) => var_dump($ended === $process, $ended->isAlive()));
ION::dispatch(ION::LOOP_NONBLOCK);
echo "still waits\n";
var_dump($process->kill());
// nothing but the process keeps the loop alive
var_dump(ION::dispatch());
var_dump($process->kill(), $process->kill(9), $process->isAlive(), $process->whenExit()->getState());
// its own parent is told how: nothing was taken away
var_dump(ion_test_close($theirs)['signal']);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
still waits
bool(true)
bool(true)
bool(false)
bool(false)
bool(false)
bool(false)
bool(false)
string(4) "done"
int(15)
