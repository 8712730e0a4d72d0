--TEST--
IPC: files, pipes and sockets arrive as streams that work, each with its own message
--EXTENSIONS--
sockets
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process\IPC;

function pass(mixed $handle, mixed $data = 'x'): IPC\Message
{
    [$a, $b] = IPC::create();
    $got = null;
    ION::promise(function () use ($b, &$got) { $got = yield $b->whenIncoming(); });
    $a->send($data, $handle);
    if (is_resource($handle)) {
        fclose($handle);
    }
    ION::dispatch();
    return $got;
}

/* a file, at its offset */
$path = ion_test_temp();
file_put_contents($path, 'abcdef');
$file = fopen($path, 'r');
fread($file, 2);
fseek($file, 2);
var_dump(fread(pass($file)->handle, 10));
$stream = pass(fopen($path, 'a'))->handle;
fwrite($stream, 'gh');
var_dump(stream_get_meta_data($stream)['mode'], fclose($stream), file_get_contents($path));
$stream = pass(fopen($path, 'r+'))->handle;
fwrite($stream, 'AB');
rewind($stream);
var_dump(stream_get_contents($stream), fclose($stream));

/* a pipe */
$process = proc_open(['cat'], [['pipe', 'r'], ['pipe', 'w']], $pipes);
$write = pass($pipes[0])->handle;
$read = pass($pipes[1])->handle;
fwrite($write, 'through cat');
var_dump(stream_get_meta_data($write)['mode'], stream_get_meta_data($read)['mode'], fclose($write), stream_get_contents($read));
fclose($read);
proc_close($process);

/* listening sockets: accept() works on what arrives */
foreach (['tcp://127.0.0.1:0', 'unix://' . ion_test_temp('socket')] as $address) {
    $server = stream_socket_server($address);
    $name = stream_socket_get_name($server, false);
    $server = pass($server)->handle;
    $client = stream_socket_client(str_contains($address, 'tcp') ? "tcp://$name" : $address);
    $peer = stream_socket_accept($server, 5);
    fwrite($client, "hello\n");
    var_dump(stream_get_meta_data($server)['stream_type'], fgets($peer));
    /* a connected one, blocking as it was */
    stream_set_blocking($client, false);
    $client = pass($client)->handle;
    var_dump(stream_get_meta_data($client)['blocked'], fgets($client));
    fwrite($peer, "back\n");
    stream_set_blocking($client, true);
    var_dump(fgets($client));
    array_map('fclose', [$server, $client, $peer]);
}
$socket = pass(stream_socket_server('udp://127.0.0.1:0', $code, $text, STREAM_SERVER_BIND))->handle;
$client = stream_socket_client('udp://' . stream_socket_get_name($socket, false));
fwrite($client, 'datagram');
var_dump(stream_socket_recvfrom($socket, 100));
fclose($socket);
fclose($client);

/* a Socket of ext/sockets */
socket_create_pair(AF_UNIX, SOCK_STREAM, 0, $sockets);
$stream = pass($sockets[0])->handle;
socket_write($sockets[1], "from a Socket\n");
var_dump(fgets($stream));
fclose($stream);
socket_close($sockets[0]);
socket_close($sockets[1]);
unset($sockets);

/* several; close-on-exec at the other end; no descriptor is left over */
$tokens = [];
foreach (range(0, 9) as $i) {
    $tokens[$i] = tmpfile();
    fwrite($tokens[$i], "token $i");
}
$list = pass($tokens)->handle;
foreach ($list as $i => $stream) {
    rewind($stream);
    if (stream_get_contents($stream) !== "token $i") {
        echo "wrong token $i\n";
    }
}
var_dump(count($list), get_debug_type($list[0]));
$list = $tokens = $stream = null;
var_dump(pass([])->handle);

/* bound to their messages, also when these are cut by the buffers on the way */
[$a, $b] = IPC::create();
$bad = $count = 0;
$b->whenIncoming()->then(function ($message) use (&$bad, &$count) {
    [$number, $padding] = $message->data;
    $count++;
    if ($number % 3 === 0) {
        rewind($message->handle);
        $bad += stream_get_contents($message->handle) !== "n$number";
    } else {
        $bad += $message->handle !== null;
    }
});
ION::async(function () use ($a) {
    foreach (range(1, 1000) as $number) {
        $handle = null;
        if ($number % 3 === 0) {
            $handle = tmpfile();
            fwrite($handle, "n$number");
        }
        $a->send([$number, str_repeat('p', $number * 7919 % 30000)], $handle);
        $a->whenDrained()->await();
    }
    $a->close();
});
ION::dispatch();
var_dump($count, $bad);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
string(4) "cdef"
string(1) "a"
bool(true)
string(8) "abcdefgh"
string(8) "ABcdefgh"
bool(true)
string(1) "w"
string(1) "r"
bool(true)
string(11) "through cat"
string(%d) "tcp_socket%S"
string(6) "hello
"
bool(false)
bool(false)
string(5) "back
"
string(%d) "unix_socket"
string(6) "hello
"
bool(false)
bool(false)
string(5) "back
"
string(8) "datagram"
string(14) "from a Socket
"
int(10)
string(17) "resource (stream)"
NULL
int(1000)
int(0)
