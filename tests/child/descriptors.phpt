--TEST--
Child: a worker has the descriptors of the parent that it should have, and no channel of another worker
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

function sockets(): int
{
    return count(array_filter(glob('/proc/self/fd/*'), fn ($fd) => str_starts_with((string) @readlink($fd), 'socket:')));
}
$before = sockets();
$counts = [];
$children = [];
for ($i = 0; $i < 5; $i++) {
    $child = $children[] = new ChildProcess();
    $child->getIPC()->whenIncoming()->then(function (Message $m) use (&$counts) { $counts[] = $m->data; });
    $child->start(function (IPC $master) use ($before) {
        $master->send(['sockets' => sockets() - $before, 'pidfds' => count(array_filter(glob('/proc/self/fd/*'), fn ($fd) => str_contains((string) @readlink($fd), 'pidfd'))),
            'registered' => count(Process::getChildProcesses()), 'mask' => ION_TEST_MASK()]);
        yield ION::await(0.01);
    });
}
function ION_TEST_MASK(): string
{
    preg_match('/^SigBlk:\s*(\S+)/m', file_get_contents('/proc/self/status'), $m);
    return ltrim($m[1], '0');
}
ION::dispatch();
foreach ($counts as $count) {
    echo json_encode($count), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
{"sockets":1,"pidfds":0,"registered":0,"mask":""}
{"sockets":1,"pidfds":0,"registered":0,"mask":""}
{"sockets":1,"pidfds":0,"registered":0,"mask":""}
{"sockets":1,"pidfds":0,"registered":0,"mask":""}
{"sockets":1,"pidfds":0,"registered":0,"mask":""}
