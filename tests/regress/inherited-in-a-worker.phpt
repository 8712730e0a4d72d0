--TEST--
Child: what a worker does to inherited timers, watchers and programs does not touch its own loop
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;

$timer = ION::await(0.2);
$interval = ION::interval(0.05, 'inherited');
$interval->then(function () { });
$watcher = ION::repeat(0.05, function () { });
$stream = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$readable = ION::onReadable($stream[0], function () { });
$program = Process::exec(['sleep', '0.2']);
[$a, $b] = IPC::create();
$b->whenIncoming()->then(function () { });
$request = $a->request('unanswered');

$worker = (new ChildProcess())->start(function (IPC $master) use ($timer, $interval, $watcher, $readable, $program, $a, $b, $request) {
    $own = ION::await(0.05);
    $timer->cancel('by the worker');
    $interval->cancel();
    $watcher->disable();
    $watcher->enable();
    $watcher->cancel();
    $readable->cancel();
    $program->cancel('by the worker');
    $request->cancel('by the worker');
    $a->close();
    try {
        $b->send('x');
    } catch (ION\Process\DisconnectedException $e) {
        $master->send('disconnected');
    }
    yield $own;
    gc_collect_cycles();
    exit(11);
});
$worker->getIPC()->whenIncoming()->then(fn ($m) => print("$m->data\n"));
$worker->whenExit()->await();
var_dump($worker->getExitStatus(), $worker->getError()['message'] ?? null);
var_dump($timer->await(), $program->await()->ok());
$interval->cancel();
$watcher->cancel();
$readable->cancel();
$request->onFail(fn () => null);
$a->close();
$b->close();
ION::dispatch();
array_map(fclose(...), $stream);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
disconnected
int(11)
NULL
bool(true)
bool(true)
