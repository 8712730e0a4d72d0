--TEST--
Process: a stream that has nothing yet does not keep the loop waiting
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$slow = Process::exec(['cat'], ['stdin' => $a]);
echo Process::run(['echo', 'another one meanwhile'])->stdout;
fwrite($b, "late\n");
fclose($b);
echo $slow->await()->stdout;
fclose($a);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
another one meanwhile
late
