--TEST--
Queue: streams given to a command may be closed before it is its turn
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process\ExecQueue;

$queue = new ExecQueue(1);
$queue->pause();
$names = [ion_test_temp('a'), ion_test_temp('b')];
foreach ($names as $key => $name) {
    $stream = fopen($name, 'w');
    $promises[] = $queue->exec(["echo", "for $key"], ['stdio' => [1 => $stream, 2 => 1]]);
    fclose($stream);
}
/* the number of the closed ones is somebody else's now */
$other = tmpfile();
$queue->resume();
foreach ($promises as $promise) {
    $promise->await();
}
foreach ($names as $name) {
    echo file_get_contents($name);
}
var_dump(fstat($other)['size']);

echo "and are not kept open longer than needed\n";
$count = fn () => count(scandir('/proc/self/fd'));
$before = $count();
$queue->pause();
$stream = fopen($names[0], 'w');
$promise = $queue->exec(['echo'], ['stdio' => [1 => $stream]]);
fclose($stream);
var_dump($count() - $before);
$promise->cancel('not needed');
var_dump($count() - $before);
$promise->onFail(fn () => null);
unset($other, $promise, $promises, $count);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
for 0
for 1
int(0)
and are not kept open longer than needed
int(1)
int(0)
