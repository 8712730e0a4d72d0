--TEST--
Child: a child that is not referenced lets the loop end
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

$child = (new ChildProcess())->start(function (IPC $master) { yield $master->whenDisconnected(); });
var_dump($child->unref() === $child);
$child->whenStarted()->await();
$child->getIPC()->whenIncoming()->then(fn () => 1);
ION::dispatch();
var_dump($child->isAlive());
$child->ref();
$child->getIPC()->close();
ION::dispatch();
var_dump($child->isAlive(), $child->getExitStatus());

echo "-- at the end of the script it is stopped\n";
$script = <<<'PHP'
$child = (new ION\Process\ChildProcess())->start(function ($master) { ION\Process::ready(); while (true) { } });
$child->whenReady()->await();
$child->unref();
echo $child->getPID();
PHP;
$result = ion_test_run(ion_test_php(['-r', $script]));
var_dump($result['code'], ion_test_state((int) $result['out']));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
bool(true)
bool(false)
int(0)
-- at the end of the script it is stopped
int(0)
string(0) ""
