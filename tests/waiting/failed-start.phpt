--TEST--
Waiting: a child that could not be started does not hold up who waits
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;
use ION\Process\ChildProcess;

// the name is looked up before the fork: there never is a process
$child = (new ChildProcess(['user' => 'no such user of this machine']))->start(fn () => exit(0));
$child->whenStarted()->onFail(fn (ION\Process\SpawnException $e) => print("$e->stage\n"));
Process::whenAllExit()->then(fn () => print("all have ended\n"));
var_dump(Process::wait());

// the child itself finds out: there is a process, and its end is told
$child = (new ChildProcess(['cwd' => '/no/such/directory']))->start(fn () => exit(0));
$child->whenStarted()->onFail(fn (ION\Process\SpawnException $e) => print("$e->stage\n"));
$end = Process::wait();
var_dump($end['pid'] > 0, $end['code'] + $end['signal'] > 0, Process::wait());

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
privileges
all have ended
bool(false)
cwd
bool(true)
bool(true)
bool(false)
