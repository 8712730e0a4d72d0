--TEST--
IPC: exit() in __serialize(), __unserialize() and the autoloader ends the process with its code
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process\ChildProcess;
use ION\Process\IPC;

class LeavesOnTheWayOut { public function __serialize(): array { exit(3); } }
class LeavesOnTheWayIn { public function __unserialize(array $data): void { exit(4); } public function __destruct() { if (defined('WORKER')) { echo "DESTROYED\n"; } } }
class Innocent { public $x = 1; public function __destruct() { if (defined('WORKER')) { echo "DESTROYED\n"; } } }

$status = function (Closure $main, mixed $message): int {
    $child = new ChildProcess();
    $child->start($main);
    if ($message !== null) {
        $child->getIPC()->send($message);
    }
    $child->whenExit()->await();
    return $child->getExitStatus();
};
echo $status(function (IPC $master) {
    $master->send([1, new LeavesOnTheWayOut()]);
    echo "GOES ON\n";
}, null), "\n";
$receive = function (IPC $master) {
    define('WORKER', true);
    $master->setOptions(['classes' => ['LeavesOnTheWayIn', 'Innocent']]);
    yield $master->whenIncoming();
    echo "GOES ON\n";
};
echo $status($receive, [new Innocent(), new LeavesOnTheWayIn(), new Innocent()]), "\n";
$receive = function (IPC $master) {
    spl_autoload_register(fn ($class) => exit(5));
    $master->setOptions(['classes' => ['Innocent', 'Nowhere']]);
    yield $master->whenIncoming();
    echo "GOES ON\n";
};
$child = new ChildProcess();
$child->start($receive);
$child->whenStarted()->await();
/* the worker does not have this class */
eval('class Nowhere {}');
$child->getIPC()->send([new Innocent(), new Nowhere()]);
$child->whenExit()->await();
echo $child->getExitStatus(), "\n";
unset($child);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
3
4
5
