--TEST--
Process: a program that closes its input early kills nobody by SIGPIPE
--SKIPIF--
<?php
if (!extension_loaded('pcntl')) {
    die('skip needs pcntl');
}
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

pcntl_signal(SIGPIPE, SIG_DFL);
$big = str_repeat('x', 1_000_000);
for ($i = 0; $i < 10; $i++) {
    $all[] = ION\Process::exec(['true'], ['stdin' => $big]);
    $all[] = ION\Process::exec(['true'], ['stdin' => (function () use ($big) { yield $big; yield $big; })()]);
}
ION\Promise::all($all)->await();
pcntl_signal(SIGPIPE, SIG_IGN);
echo "alive\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
alive
