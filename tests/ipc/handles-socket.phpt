--TEST--
IPC: a Socket is passed on as it is, to a peer and to a program, and no stream is made of it
--EXTENSIONS--
sockets
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;
use ION\Process\IPC;

[$a, $b] = IPC::create();
socket_create_pair(AF_UNIX, SOCK_STREAM, 0, $pair);
[$near, $far] = $pair;
socket_set_nonblock($near);
$streams = get_resources('stream');
$got = null;
$b->whenIncoming()->then(function ($message) use (&$got) {
    $got = $message->handle;
});
$a->send('a socket', $far);
var_dump(get_resources('stream') === $streams);
while ($got === null) {
    ION::dispatch(ION::LOOP_ONCE);
}
fwrite($got, 'from the peer');
echo socket_read($near, 100), "\n";
fclose($got);
$streams = get_resources('stream');
Process::exec(['echo', '-n', 'from a program'], ['stdio' => [1 => $far]])->await();
echo socket_read($near, 100), "\n";
var_dump(get_resources('stream') === $streams);
// still a Socket like any other
socket_write($far, 'from here');
echo socket_read($near, 100), "\n";

// closed, and one whose descriptor went with a stream that was closed
$stream = socket_export_stream($far);
fclose($stream);
socket_close($near);
foreach ([$near, $far] as $closed) {
    foreach ([fn () => $a->send('x', $closed), fn () => Process::exec(['true'], ['stdio' => [1 => $closed]])] as $use) {
        try {
            $use();
        } catch (ValueError $e) {
            echo $e->getMessage(), "\n";
        }
    }
}
$a->close();
ION::dispatch();
unset($near, $far, $pair, $closed, $stream, $use);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
from the peer
from a program
bool(true)
from here
ION\Process\IPC::send(): Argument #2 ($handle) must be an open stream or Socket that has a file descriptor
Option "stdio[1]" must be an open stream or Socket that has a file descriptor
ION\Process\IPC::send(): Argument #2 ($handle) must be an open stream or Socket that has a file descriptor
Option "stdio[1]" must be an open stream or Socket that has a file descriptor
