<?php
// needs: packages
require 'vendor/autoload.php';

use ION\Process;
use Revolt\EventLoop;
use function Amp\async;

EventLoop::setDriver(new ION\Revolt\Driver());

// [start]
/** Waits in the running fiber. */
function readable($stream): void
{
    $suspension = EventLoop::getSuspension();
    $id = EventLoop::onReadable($stream, fn () => $suspension->resume());
    try {
        $suspension->suspend();
    } finally {
        EventLoop::cancel($id);
    }
}

function serve($client): void
{
    stream_set_blocking($client, false);
    $request = '';
    while (!str_contains($request, "\r\n\r\n") && !feof($client)) {
        readable($client);
        $request .= fread($client, 8192);
    }
    $path = explode(' ', $request)[1] ?? '/';
    $result = Process::exec(['basename', $path], ['timeout' => 5])->await();
    fwrite($client, "HTTP/1.0 200 OK\r\n\r\nthe last part is $result->stdout");
    fclose($client);
}

$server = stream_socket_server('tcp://127.0.0.1:0');
$accept = EventLoop::onReadable($server, function (string $id, $server): void {
    $client = stream_socket_accept($server, 0);
    async(serve(...), $client);
});
// [/start]

function get(string $path): string
{
    global $server;
    $socket = stream_socket_client('tcp://' . stream_socket_get_name($server, false));
    fwrite($socket, "GET $path HTTP/1.0\r\n\r\n");
    $answer = '';
    while (!feof($socket)) {
        readable($socket);
        $answer .= fread($socket, 8192);
    }
    return explode("\r\n\r\n", $answer)[1];
}

$answers = [];
foreach (['/a/first', '/b/second', '/third'] as $path) {
    $answers[] = async(get(...), $path);
}
foreach ($answers as $answer) {
    print $answer->await();
}
EventLoop::cancel($accept);
