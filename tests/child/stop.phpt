--TEST--
Child: the ladder ends a child, and one that was not forked yet is called off
--EXTENSIONS--
pcntl
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

$child = (new ChildProcess())->start(function (IPC $master) { Process::ready(); while (true) { } });
$child->whenReady()->await();
$child->stop()->await();
var_dump($child->getSignal());

$child = (new ChildProcess(['stop' => [['INT', 0.05], ['KILL', 0]]]))->start(function () { pcntl_async_signals(true); pcntl_signal(SIGINT, fn () => null); Process::ready(); while (true) { } });
$child->whenReady()->await();
var_dump($child->stop()->await() === $child, $child->getSignal());

$child = (new ChildProcess(['stop' => [['CONT', 100], ['KILL', 0]]]))->start(function () { Process::ready(); while (true) { } });
$child->whenReady()->await();
$first = $child->stop();
$second = $child->stop([['KILL', 0]]);
$first->await();
$second->await();
var_dump($child->getSignal());

$child = (new ChildProcess())->start(fn () => print("NEVER\n"));
$child->whenStarted()->onFail(fn (Throwable $e) => print(get_class($e) . ': ' . $e->getMessage() . "\n"));
var_dump($child->stop()->await() === $child, $child->isStarted(), $child->isFinished());
var_dump($child->stop()->await() === $child);
var_dump($child->kill());

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(15)
bool(true)
int(9)
int(9)
ION\Promise\CancelException: The child was stopped before it was started
bool(true)
bool(false)
bool(false)
bool(true)
bool(false)
