--TEST--
Child: messages, then the end of the channel, then the end of the child
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

$child = new ChildProcess();
$got = 0;
$child->getIPC()->whenIncoming()->then(function (Message $m) use (&$got) { $got += strlen($m->data); if (strlen($m->data) === 4) { echo "last message\n"; } });
$child->getIPC()->whenDisconnected()->then(function () use (&$got) { echo "disconnected after $got bytes\n"; });
$child->whenExit()->then(fn () => print("exit\n"));
$child->start(function (IPC $master) {
    for ($i = 0; $i < 100; $i++) {
        $master->send(str_repeat('x', 65536));
    }
    $master->send('last');
    exit(0);
});
ION::dispatch();

echo "-- a listener that comes after the end\n";
$child = (new ChildProcess())->start(function (IPC $master) { $master->send('kept'); $master->send(['a' => 1]); });
$child->whenExit()->await();
var_dump($child->getIPC()->isConnected());
$child->getIPC()->whenIncoming()->then(fn (Message $m) => print(json_encode($m->data) . "\n"));
ION::dispatch(ION::LOOP_NONBLOCK);
ION::await(0.001)->await();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
last message
disconnected after 6553604 bytes
exit
-- a listener that comes after the end
bool(false)
"kept"
{"a":1}
