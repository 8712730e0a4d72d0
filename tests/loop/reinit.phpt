--TEST--
Loop: reinit() drops everything, and a new loop works
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$kinds = fn () => preg_replace('/\d+/', '', implode(' ', array_map(fn ($fd) => (string) @readlink("/proc/self/fd/$fd"), scandir('/proc/self/fd'))));
$before = $kinds();
$ran = false;
ION::await(0.001)->then(function () use (&$ran) { $ran = true; });
ION::interval(0.001, 'i');
ION::reinit();
var_dump(ION::dispatch(), $ran, ION::getStats()['watchers'], ION::cancelInterval('i'));
ION::reinit();
ION::reinit();
echo ION\Process::run('echo again')->stdout;
ION::await(0.001)->await();
var_dump($kinds() === $before);
?>
--EXPECT--
bool(false)
bool(false)
int(0)
bool(false)
again
bool(true)
