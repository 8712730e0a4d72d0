--TEST--
Child: a status that somebody else has taken is lost, and nobody hangs
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

$child = (new ChildProcess())->start(function (IPC $master) { yield $master->whenIncoming(); exit(3); });
$child->whenStarted()->await();
$child->getIPC()->send('now, while no loop runs');
$pid = pcntl_waitpid(-1, $status);
var_dump($pid === $child->getPID(), pcntl_wexitstatus($status));
$child->whenExit()->await();
var_dump($child->getExitStatus(), $child->isFinished(), $child->isSignaled(), $child->getUsage(), $child->kill());

echo "-- and ION takes nobody else's\n";
$other = pcntl_fork();
if ($other === 0) {
    posix_kill(getmypid(), SIGKILL);
}
$child = (new ChildProcess())->start(fn () => exit(4));
$child->whenExit()->await();
pcntl_waitpid($other, $status);
var_dump($child->getExitStatus(), pcntl_wtermsig($status));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
int(3)
int(-1)
bool(true)
bool(false)
NULL
bool(false)
-- and ION takes nobody else's
int(4)
int(9)
