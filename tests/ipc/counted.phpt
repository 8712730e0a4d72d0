--TEST--
IPC: ION::getStats() counts workers and channels, and programs apart from them
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\{ChildProcess, IPC};

$show = function (string $when, ?array $stats = null): void {
    $stats ??= ION::getStats();
    echo "$when: $stats[execs] programs, $stats[children] workers, $stats[channels] channels\n";
};
[$a, $b] = IPC::create();
$show('a pair');
$child = new ChildProcess();
$child->start(function (IPC $master) {
    $master->send(ION::getStats());
    yield $master->whenDisconnected();
});
$child->getIPC()->whenIncoming()->then(function ($message) use ($child, $show) {
    $show('in the worker', $message->data);
    $show('a worker');
    ION\Process::exec(['true']);
    $show('a program');
    $child->getIPC()->close();
});
ION::dispatch();
$show('they are gone');
$a->close();
ION::dispatch();
$show('one end closed');
unset($b);
$show('the other dropped');

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
a pair: 0 programs, 0 workers, 2 channels
in the worker: 0 programs, 0 workers, 1 channels
a worker: 0 programs, 1 workers, 3 channels
a program: 1 programs, 1 workers, 3 channels
they are gone: 0 programs, 0 workers, 2 channels
one end closed: 0 programs, 0 workers, 1 channels
the other dropped: 0 programs, 0 workers, 0 channels
