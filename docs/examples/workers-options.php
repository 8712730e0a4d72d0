<?php
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

$worker = new ChildProcess([
    'cwd' => '/',
    'umask' => 0o077,
    'title' => 'mail worker',
    'limits' => ['nofile' => 256, 'core' => 0],
    'priority' => 10,
    'stop' => [['INT', 2], ['KILL', 0]],
]);
$worker->getIPC()->whenIncoming()->then(fn (Message $message) => print "$message->data\n");
$worker->start(function (IPC $master) {
    $master->send(getcwd() . ', umask ' . decoct(umask()) . ', name ' . trim(file_get_contents('/proc/self/comm')));
});
ION::dispatch();

try {
    $refused = (new ChildProcess(['cwd' => '/no/such/directory']))->start(fn () => print "never\n");
    $refused->whenStarted()->await();
} catch (ION\Process\SpawnException $e) {
    print "$e->stage: {$e->getMessage()}\n";
}
