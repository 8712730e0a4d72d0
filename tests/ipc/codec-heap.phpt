--TEST--
IPC: a built-in class that hides its state is neither sent nor made
--SKIPIF--
<?php
if (PHP_VERSION_ID >= 80500) {
    die('skip from PHP 8.5 on heaps can be serialised');
}
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process\ChildProcess;
use ION\Process\IPC;

[$a, $b] = IPC::create();
class OwnHeap extends SplMinHeap {}
foreach ([new SplMinHeap(), new OwnHeap()] as $heap) {
    try {
        $a->send($heap);
        echo "SENT\n";
    } catch (TypeError $e) {
        echo $e->getMessage(), "\n";
    }
}
$a->close();
$b->close();

/* the sender has an ordinary class of that name */
$child = new ChildProcess();
$child->getIPC()->setOptions(['classes' => ['Heap']]);
$child->getIPC()->whenIncoming()->then(fn () => print("RECEIVED\n"));
ION::setErrorHandler(fn (Throwable $e) => print($e->getMessage() . "\n"));
$child->start(function (IPC $master) {
    eval('class Heap {}');
    yield $master->whenIncoming();
    $master->send(new Heap());
});
$child->whenStarted()->await();
eval('class Heap extends SplMinHeap {}');
$child->getIPC()->send('now');
$child->whenExit()->await();
ION::setErrorHandler(null);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
Cannot send SplMinHeap: it keeps a state that cannot be seen from outside
Cannot send OwnHeap: it keeps a state that cannot be seen from outside
Refused a value of class Heap: it keeps a state that cannot be seen from outside
