<?php
use ION\Process;

/* Past this process: a socket pair whose ends the two programs get. */
[$reader, $writer] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$numbers = Process::exec(['seq', '1', '100000'], ['stdio' => [1 => $writer]]);
$count = Process::exec(['wc', '-l'], ['stdio' => [0 => $reader]]);
fclose($reader);
fclose($writer);            // or wc would never see the end of its input

print 'lines: ' . $count->await()->stdout;
print 'seq: ' . json_encode($numbers->await()->ok()) . "\n";
