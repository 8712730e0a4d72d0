--TEST--
Process: arguments beyond the kernel's limits are an error of the start, and the loop goes on
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

foreach ([['true', str_repeat('x', 131072)], array_fill(0, 400, str_repeat('y', 100_000))] as $i => $argv) {
    $argv[0] = 'true';
    try {
        ION\Process::run($argv);
        echo "no exception\n";
    } catch (ION\Process\SpawnException $e) {
        echo "$e->stage $e->errno\n";
    }
}
try {
    ION\Process::run(['true'], ['env' => ['BIG' => str_repeat('x', 131072)]]);
} catch (ION\Process\SpawnException $e) {
    echo "$e->stage $e->errno\n";
}
echo ION\Process::run(['echo', 'goes on'])->stdout;

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
exec 7
exec 7
exec 7
goes on
