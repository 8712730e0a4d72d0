--TEST--
Child: children have children, and each level reaps its own
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

$child = new ChildProcess();
$child->getIPC()->whenIncoming()->then(fn (Message $m) => print(json_encode($m->data) . "\n"));
$level = function (int $depth) use (&$level) {
    return function (IPC $master) use ($depth, $level) {
        if ($depth === 4) {
            $master->send(['depth' => $depth, 'child' => Process::isChild()]);
            return;
        }
        $own = new ChildProcess();
        $own->getIPC()->whenIncoming()->then(fn (Message $m) => $master->send(['of' => $depth + 1, 'pid' => $m->pid === $own->getPID()] + $m->data));
        $own->start($level($depth + 1));
        yield $own->whenExit();
        exit($own->getExitStatus() + 1);
    };
};
$child->start($level(1));
$child->whenExit()->await();
var_dump($child->getExitStatus());

echo "-- numbers are not given twice\n";
$child = new ChildProcess();
$child->getIPC()->whenIncoming()->then(fn (Message $m) => var_dump($m->data));
$child->start(fn (IPC $master) => $master->send((new ChildProcess())->getId() > $child->getId()));
$child->whenExit()->await();

echo "-- one in the middle is killed\n";
$child = new ChildProcess();
$pids = [];
$child->getIPC()->whenIncoming()->then(function (Message $m) use (&$pids) { $pids = $m->data; posix_kill($pids[0], SIGKILL); });
$child->start(function (IPC $master) {
    $middle = new ChildProcess();
    $middle->getIPC()->whenIncoming()->then(fn (Message $m) => $master->send([$middle->getPID(), $m->data]));
    $middle->start(function (IPC $master) {
        $leaf = (new ChildProcess())->start(function () { while (true) { } });
        yield $leaf->whenStarted();
        $master->send($leaf->getPID());
        yield $leaf->whenExit();
    });
    yield $middle->whenExit();
    exit($middle->getSignal());
});
$child->whenExit()->await();
var_dump($child->getExitStatus());
$level = null;
ion_test_wait(fn () => in_array(ion_test_state($pids[1]), ['', 'Z'], true), 'the end of the leaf');

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
{"of":2,"pid":true,"depth":4,"child":true}
int(3)
-- numbers are not given twice
bool(true)
-- one in the middle is killed
int(9)
