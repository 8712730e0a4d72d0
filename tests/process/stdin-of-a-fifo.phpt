--TEST--
Process: a fifo with some bytes in it does not keep the loop waiting for more
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;

$path = ion_test_temp('fifo');
posix_mkfifo($path, 0600);
$writer = fopen($path, 'r+');
$reader = fopen($path, 'r');
fwrite($writer, "some\n");
$seen = ion_test_temp('seen');
$slow = Process::exec(['sh', '-c', 'read line; echo "$line"; : > "$1"; cat', '-', $seen], ['stdin' => $reader]);
ion_test_ready($seen);
echo Process::run(['echo', 'another one meanwhile'])->stdout;
fwrite($writer, "more\n");
fclose($writer);
echo $slow->await()->stdout;
fclose($reader);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
another one meanwhile
some
more
