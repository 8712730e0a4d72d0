--TEST--
Spawn: a program is talked with while it runs, and what it wrote outlives it
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;

ION::promise((function () {
    $child = Process::spawn('while read -r line; do echo "got $line"; done; echo bye >&2; exit 3');
    var_dump($child->isAlive(), $child->isStarted(), $child->getPID() > 0, Process::hasChildProcess($child->getPID()));
    var_dump((yield $child->whenStarted()) === $child, $child->isStarted());
    yield $child->getStdin()->write("one\ntwo\n");
    echo yield $child->getStdout()->readLine();
    echo yield $child->getStdout()->readLine();
    $child->getStdin()->end();
    yield $child->whenExit();
    var_dump($child->isAlive(), $child->isFinished(), $child->getExitStatus(), $child->getError());
    var_dump(yield $child->getStdout()->readAll(), yield $child->getStderr()->readAll());
    var_dump(Process::hasChildProcess($child->getPID()), $child->getUsage()['maxRss'] > 0);
    yield $child->whenStarted();
})())->await();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
bool(false)
bool(true)
bool(true)
bool(true)
bool(true)
got one
got two
bool(false)
bool(true)
int(3)
NULL
string(0) ""
string(4) "bye
"
bool(false)
bool(true)
