--TEST--
Child: start() works from timers, promises, coroutines, fibers and other loops of the stack
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

function child(string $name): ChildProcess
{
    $child = new ChildProcess();
    $child->getIPC()->whenIncoming()->then(fn (Message $m) => print("$m->data\n"));
    return $child->start(function (IPC $master) use ($name) {
        // the worker stands at top level, wherever its start was asked for
        ION::await(0.001)->await();
        $fiber = new Fiber(function () use ($master, $name) { ION::await(0.001)->await(); Fiber::suspend(); $master->send("from $name"); });
        $fiber->start();
        while (!$fiber->isTerminated()) { ION::await(0.002)->await(); if ($fiber->isSuspended()) { $fiber->resume(); break; } }
    });
}
ION::await(0.001)->then(fn () => child('a timer')->whenExit())->await();
ION::promise((function () { yield child('a coroutine')->whenExit(); })())->await();
ION::async(function () { child('a fiber')->whenExit()->await(); })->await();
child('an incoming message')->whenExit()->await();
$children = [];
for ($i = 0; $i < 3; $i++) {
    $children[] = child('many at once');
}
ION::dispatch();

echo "-- not everywhere\n";
ION::setErrorHandler(function (Throwable $e) { $GLOBALS['refused'] = $e->getMessage(); });
class D
{
    public $self;
    public function __destruct()
    {
        $child = (new ChildProcess())->start(fn () => 1);
        ION::dispatch();
        $GLOBALS['finished'] = $child->isFinished();
    }
}
$refused = '';
$d = new D();
unset($d);
/* from 8.4 on PHP switches fibers in destructors, and then this is a place like any other */
var_dump(PHP_VERSION_ID >= 80400 ? $finished : !$finished && $refused !== '');
$d = new D();
$d->self = $d;
unset($d);
$refused = '';
gc_collect_cycles();
echo $refused, "\n";
$refused = '';
ob_start(function () { $child = (new ChildProcess())->start(fn () => 1); ION::dispatch(); return ''; });
ob_end_flush();
echo $refused, "\n";
ION::setErrorHandler(null);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
from a timer
from a coroutine
from a fiber
from an incoming message
from many at once
from many at once
from many at once
-- not everywhere
bool(true)
Cannot fork here: not in a destructor or during garbage collection
Cannot fork here: not in the callback of an output buffer
