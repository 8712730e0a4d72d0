--TEST--
Child: the state of a child at each moment
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

function state(string $moment, ChildProcess $child): void
{
    printf("%s: pid %s, status %d, started %d, alive %d, finished %d, signaled %d, connected %d, registered %d\n", $moment,
        $child->getPID() > 0 ? '>0' : (string) $child->getPID(), $child->getExitStatus(), $child->isStarted(),
        $child->isAlive(), $child->isFinished(), $child->isSignaled(), $child->getIPC()->isConnected(),
        Process::hasChildProcess($child->getPID()));
}

$child = new ChildProcess();
state('new', $child);
$child->whenStarted()->then(function (ChildProcess $child) {
    state('in whenStarted', $child);
    var_dump(Process::getChildProcess($child->getPID()) === $child, Process::getChildProcesses() === [$child->getPID() => $child]);
});
$child->whenExit()->then(fn (ChildProcess $child) => state('in whenExit', $child));
var_dump($child->start(fn (IPC $master) => exit(0)) === $child);
state('start() called', $child);
ION::dispatch();
var_dump(Process::getChildProcesses(), $child->getUptime() > 0, $child->getUsage()['maxRss'] > 0, $child->getError());

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
new: pid 0, status -1, started 0, alive 0, finished 0, signaled 0, connected 1, registered 0
bool(true)
start() called: pid 0, status -1, started 0, alive 0, finished 0, signaled 0, connected 1, registered 0
in whenStarted: pid >0, status -1, started 1, alive 1, finished 0, signaled 0, connected 1, registered 1
bool(true)
bool(true)
in whenExit: pid >0, status 0, started 1, alive 0, finished 1, signaled 0, connected 0, registered 0
array(0) {
}
bool(true)
bool(true)
NULL
