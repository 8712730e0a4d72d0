--TEST--
IPC: what a process has written arrives, however it ends right after
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process\{ChildProcess, IPC};

function ends(string $how, callable $main): void
{
    $child = new ChildProcess();
    $log = ['messages' => 0, 'bytes' => 0, 'order' => true, 'disconnected' => 0];
    $child->getIPC()->whenIncoming()->then(function ($message) use (&$log, $child) {
        $log['order'] = $log['order'] && (int) substr($message->data, 0, 3) === $log['messages']++;
        $log['bytes'] += strlen($message->data);
        $log['pid'] = $message->pid === $child->getPID();
    });
    $child->getIPC()->whenDisconnected()->then(function () use (&$log) { $log['disconnected']++; });
    $child->whenExit()->then(function () use (&$log, $child) {
        $log['exit'] = $child->isSignaled() ? -$child->getSignal() : $child->getExitStatus();
    });
    $child->start($main);
    ION::dispatch();
    $log['cut'] = $child->getIPC()->getStats()['cutBytes'] > 0;
    echo "$how: ", json_encode($log), "\n";
}

$send = function (IPC $master) {
    for ($i = 0; $i < 100; $i++) {
        $master->send(sprintf('%03d', $i) . str_repeat('x', 65533));
    }
};
ends('returns', $send);
ends('exit(3)', function (IPC $master) use ($send) { $send($master); exit(3); });
ends('throws', function (IPC $master) use ($send) { $send($master); ini_set('display_errors', '0'); throw new Exception('at the end'); });
ends('killed when all is written', function (IPC $master) use ($send) {
    $send($master);
    $master->flush()->await();
    posix_kill(getmypid(), 9);
});
/* in the middle of a large one: whole ones arrive, the rest of the last is dropped and counted */
ends('killed in the middle', function (IPC $master) {
    for ($i = 0; $i < 5; $i++) {
        $master->send(sprintf('%03d', $i));
    }
    $master->flush()->await();
    ION::setErrorHandler(fn () => null);
    $master->send('005' . str_repeat('y', 8 << 20));
    posix_kill(getmypid(), 9);
});
/* nobody listens until it has long gone */
$child = new ChildProcess();
$child->start(function (IPC $master) { $master->send('early')->send('bird'); });
$child->whenExit()->await();
ION::async(function () use ($child) {
    foreach ($child->getIPC()->whenIncoming() as $message) {
        echo $message->data, "\n";
    }
});
ION::dispatch();
/* requests of both sides */
$child = new ChildProcess();
$child->getIPC()->onRequest(fn ($message) => $message->data * 2);
$child->start(function (IPC $master) {
    $master->onRequest(fn ($message) => $master->request($message->data + 1));
});
$child->getIPC()->request(20)->then(function ($value) use ($child) {
    var_dump($value);
    $child->getIPC()->close();
});
ION::dispatch();
var_dump($child->getExitStatus());
/* one that never answers and is killed: the request fails at that moment */
$child = new ChildProcess();
$child->start(function (IPC $master) {
    $master->whenIncoming()->then(function ($message) use (&$kept) { $kept[] = $message; posix_kill(getmypid(), 9); });
});
$child->getIPC()->request('x')->onFail(fn (ION\Process\DisconnectedException $e) => print($e->getMessage() . "\n"));
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
returns: {"messages":100,"bytes":6553600,"order":true,"disconnected":1,"pid":true,"exit":0,"cut":false}
exit(3): {"messages":100,"bytes":6553600,"order":true,"disconnected":1,"pid":true,"exit":3,"cut":false}
throws: {"messages":100,"bytes":6553600,"order":true,"disconnected":1,"pid":true,"exit":255,"cut":false}
killed when all is written: {"messages":100,"bytes":6553600,"order":true,"disconnected":1,"pid":true,"exit":-9,"cut":false}
killed in the middle: {"messages":5,"bytes":15,"order":true,"disconnected":1,"pid":true,"exit":-9,"cut":true}
early
bird
int(42)
int(0)
The other end of the channel is gone
