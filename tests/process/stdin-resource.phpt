--TEST--
Process: stdin from files, memory, pipes and socket pairs
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;

$data = str_repeat(random_bytes(1000), 300);
$path = ion_test_temp();
file_put_contents($path, $data);
$file = fopen($path, 'r');
echo 'file: ', Process::run(['cat'], ['stdin' => $file])->stdout === $data ? 'same' : 'OTHER', "\n";
fseek($file, 1000);
fgets($file);
fseek($file, 299000);
echo 'from its position: ', strlen(Process::run(['cat'], ['stdin' => $file])->stdout), "\n";
fclose($file);

foreach (['php://memory', 'php://temp/maxmemory:10'] as $name) {
    $memory = fopen($name, 'w+');
    fwrite($memory, $data);
    rewind($memory);
    echo "$name: ", Process::run(['cat'], ['stdin' => $memory])->stdout === $data ? 'same' : 'OTHER', "\n";
    fclose($memory);
}

[$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$promise = Process::exec(['cat'], ['stdin' => $a]);
fwrite($b, 'socket ');
ION::dispatch(ION::LOOP_NONBLOCK);
fwrite($b, 'pair');
fclose($b);
echo $promise->await()->stdout, "\n";
fclose($a);

$other = proc_open(['sh', '-c', 'echo from a pipe'], [1 => ['pipe', 'w']], $pipes);
echo Process::run(['cat'], ['stdin' => $pipes[1]])->stdout;
fclose($pipes[1]);
proc_close($other);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
file: same
from its position: 1000
php://memory: same
php://temp/maxmemory:10: same
socket pair
from a pipe
