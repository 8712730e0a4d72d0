--TEST--
Child: programs of a worker get no channel, and workers that exec leave it behind
--EXTENSIONS--
pcntl
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

/* whoever runs the tests may hand sockets to everybody */
$inherited = substr_count(shell_exec('ls -l /proc/self/fd'), 'socket:');
$child = new ChildProcess();
$child->getIPC()->whenIncoming()->then(fn (Message $m) => print("$m->data\n"));
$child->getIPC()->whenDisconnected()->then(fn () => print("disconnected\n"));
$child->start(function (IPC $master) use ($inherited) {
    $master->send('sockets of a program: ' . substr_count(Process::run(['ls', '-l', '/proc/self/fd'])->stdout, 'socket:'));
    yield $master->flush();
    pcntl_exec('/bin/sh', ['-c', 'test $(ls -l /proc/self/fd | grep -c socket:) = ' . $inherited . ' && exit 5']);
});
$child->whenExit()->await();
var_dump($child->getExitStatus());

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
sockets of a program: 0
disconnected
int(5)
