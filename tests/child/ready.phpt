--TEST--
Child: whenReady() settles when the child says so, and fails when it ends before
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

$child = new ChildProcess();
$child->whenReady()->then(fn (ChildProcess $c) => print("ready\n"));
$child->start(function (IPC $master) {
    Process::ready();
    Process::ready();
    $master->send('after');
});
$child->whenExit()->await();
$child->getIPC()->whenIncoming()->then(fn (Message $m) => print("$m->data\n"));
ION::await(0.001)->await();
$child->whenReady()->then(fn () => print("asked late\n"));

$child = (new ChildProcess())->start(fn () => exit(7));
try {
    $child->whenReady()->await();
} catch (ION\ProcessException $e) {
    echo preg_replace('/\d+ ended/', 'N ended', $e->getMessage()), "\n";
}
$child->whenExit()->await();
Process::ready();
var_dump(Process::isChild(), Process::hasParentIPC(), Process::getParentIPC());

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ready
after
asked late
The child with pid N ended before it was ready: exit code 7
bool(false)
bool(false)
NULL
