--TEST--
Child: what cannot be is said at once
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

function attempt(callable $what): void
{
    try {
        $what();
        echo "no exception\n";
    } catch (Throwable $e) {
        echo get_class($e), ': ', $e->getMessage(), "\n";
    }
}
attempt(fn () => new ChildProcess(['nice' => 3]));
attempt(fn () => new ChildProcess(['priority' => 'high']));
attempt(fn () => (new ChildProcess())->stop());
attempt(fn () => (new ChildProcess())->detach());
attempt(fn () => (new ChildProcess())->start('no_such_function'));
attempt(fn () => (new ChildProcess())->kill('NOSUCH'));
attempt(fn () => (new ChildProcess())->kill(65));
attempt(fn () => (new ChildProcess())->__construct());
attempt(fn () => clone new ChildProcess());
attempt(fn () => serialize(new ChildProcess()));
attempt(fn () => (new ReflectionClass(ChildProcess::class))->newInstanceWithoutConstructor()->start(fn () => 1));
attempt(fn () => (new ReflectionClass(ChildProcess::class))->newInstanceWithoutConstructor()->whenExit());
attempt(fn () => (new ReflectionClass(ChildProcess::class))->newInstanceWithoutConstructor()->getIPC());
attempt(function () { $c = new ChildProcess(); $c->foo = 1; });
var_dump((new ChildProcess())->kill(), (new ChildProcess())->kill(0), Process::hasChildProcess(0), Process::getChildProcess(-1));

$child = new ChildProcess();
$child->start(function (IPC $master) use ($child) {
    $say = function (callable $what) use ($master) {
        try { $what(); $master->send('no exception'); } catch (Throwable $e) { $master->send($e->getMessage()); }
    };
    $say(fn () => $child->start(fn () => 1));
    $say(fn () => $child->kill());
    $say(fn () => $child->stop());
    $say(fn () => $child->whenExit());
    $say(fn () => $GLOBALS['other']->start(fn () => 1));
    $say(fn () => $GLOBALS['other']->getIPC());
});
$other = new ChildProcess();
$child->getIPC()->whenIncoming()->then(fn (Message $m) => print("in the child: $m->data\n"));
attempt(fn () => $child->start(fn () => 1));
$child->whenExit()->await();
attempt(fn () => $child->start(fn () => 1));
var_dump($child->kill());

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ValueError: ION\Process\ChildProcess::__construct(): Argument #1 ($options) has the unknown option "nice"; known are: user, group, groups, cwd, umask, title, limits, priority, affinity, noNewPrivileges, cancel, stop, stdio
TypeError: Option "priority" must be of type int, string given
ION\InvalidUsageException: A ChildProcess that was never started cannot be stopped
ION\InvalidUsageException: Only a child that runs can be detached
TypeError: ION\Process\ChildProcess::start(): Argument #1 ($main) must be a valid callback, function "no_such_function" not found or invalid function name
ValueError: ION\Process\ChildProcess::kill(): Argument #1 ($signal) must be a signal, by number or by name such as "TERM"
ValueError: ION\Process\ChildProcess::kill(): Argument #1 ($signal) must be a signal, by number or by name such as "TERM"
Error: The constructor of ION\Process\ChildProcess cannot be called twice
Error: Trying to clone an uncloneable object of class ION\Process\ChildProcess
Exception: Serialization of 'ION\Process\ChildProcess' is not allowed
ION\InvalidUsageException: The constructor of ION\Process\ChildProcess was not called
ION\InvalidUsageException: The constructor of ION\Process\ChildProcess was not called
ION\InvalidUsageException: The constructor of ION\Process\ChildProcess was not called
Error: Cannot create dynamic property ION\Process\ChildProcess::$foo
bool(false)
bool(false)
bool(false)
NULL
ION\InvalidUsageException: A ChildProcess is started once: make a new one
in the child: This ChildProcess is the running process itself: only its parent can control it
in the child: This ChildProcess is the running process itself: only its parent can control it
in the child: This ChildProcess is the running process itself: only its parent can control it
in the child: This ChildProcess is the running process itself: only its parent can control it
in the child: This ChildProcess belongs to the parent process, of which this one is a copy
in the child: This ChildProcess belongs to the parent process, of which this one is a copy
ION\InvalidUsageException: A ChildProcess is started once: make a new one
bool(false)
