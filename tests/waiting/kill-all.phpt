--TEST--
Waiting: killAll() reaches the living and calls off the queued; whenAllExit() is the end of all
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;
use ION\Process\ChildProcess;

Process::whenAllExit()->then(fn ($value) => print('nobody: ' . var_export($value, true) . "\n"));
var_dump(Process::killAll());

$children = [];
for ($i = 0; $i < 4; $i++) {
    $children[] = (new ChildProcess())->start(function () {
        Process::ready();
        ION::await(60)->await();
    });
}
ION\Promise::all(array_map(fn ($child) => $child->whenReady(), $children))->await();
$all = Process::whenAllExit()->then(fn () => print("all have ended\n"));
var_dump(Process::killAll(0));
// one that is queued, and one that nobody may touch
$queued = (new ChildProcess())->start(fn () => exit(0));
$queued->whenExit()->onFail(fn (ION\Promise\CancelException $e) => print("queued: {$e->getMessage()}\n"));
var_dump(Process::killAll('KILL'));
ION::dispatch();
echo implode(' ', array_map(fn ($child) => $child->getSignal(), $children)), "\n";
$stats = Process::getStats();
unset($stats['children']);
echo json_encode($stats), "\n";
while (Process::wait(false)) {
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
nobody: true
int(0)
int(4)
queued: The child was stopped before it was started
int(5)
all have ended
9 9 9 9
{"started":4,"finished":4,"signaled":4,"failed":1,"running":0,"queued":0,"programs":0}
