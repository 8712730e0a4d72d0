--TEST--
Process: a program that is open for writing is an error
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$copy = ion_test_temp('true');
copy('/bin/true', $copy);
chmod($copy, 0755);
$writer = fopen($copy, 'r+');
try {
    ION\Process::run([$copy]);
    echo "no exception\n";
} catch (ION\Process\SpawnException $e) {
    echo "$e->stage $e->errno\n";
}
fclose($writer);
echo ion_test_end(ION\Process::run([$copy])), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
exec 26
exit, status 0
