--TEST--
Process: starting programs as another user leaves the caller's own state alone
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_nobody();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$owner = fn () => fileowner('/proc/self/status') . ' ' . fileowner('/proc/self/fd');
$before = $owner();
for ($i = 0; $i < 20; $i++) {
    $all[] = ION\Process::exec(['true'], ['user' => 'nobody']);
}
ION\Promise::all($all)->await();
clearstatcache();
var_dump($before === $owner());

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
