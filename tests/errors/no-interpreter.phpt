--TEST--
Process: a script without an interpreter is an error and not handed to a shell
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$script = ion_test_temp('script');
$try = function (string $text, int $mode) use ($script) {
    file_put_contents($script, $text);
    chmod($script, $mode);
    try {
        ION\Process::run([$script]);
        echo "no exception\n";
    } catch (ION\Process\SpawnException $e) {
        echo "$e->stage $e->errno\n";
    }
};
$try("echo ran by a shell\n", 0755);
$try('', 0755);
$try("#!/no/such/interpreter\n", 0755);
$try("#!/bin/sh\nexit 0\n", 0644);
$try("\x7fELFgarbage", 0755);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
exec 8
exec 8
exec 2
exec 13
exec 8
