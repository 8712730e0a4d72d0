--TEST--
Process: a stream that its owner closes is the end of the input
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$promise = ION\Process::exec(['cat'], ['stdin' => $a]);
fwrite($b, 'before');
ION::dispatch(ION::LOOP_NONBLOCK);
ION::dispatch(ION::LOOP_NONBLOCK);
fclose($a);
fwrite($b, 'after');
fclose($b);
echo $promise->await()->stdout, "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
before%S
