<?php
// needs: packages
require 'vendor/autoload.php';

use ION\Process;
use React\EventLoop\Loop;

Loop::set(new ION\React\Loop());

// [start]
$server = stream_socket_server('tcp://127.0.0.1:0');
Loop::addReadStream($server, function ($server) {
    $client = stream_socket_accept($server, 0);
    Loop::addReadStream($client, function ($client) {
        Loop::removeReadStream($client);
        $path = explode(' ', fread($client, 8192))[1] ?? '/';
        Process::exec(['basename', $path], ['timeout' => 5])->then(function ($result) use ($client) {
            fwrite($client, "HTTP/1.0 200 OK\r\n\r\nthe last part is $result->stdout");
            fclose($client);
        });
    });
});
// [/start]

$socket = stream_socket_client('tcp://' . stream_socket_get_name($server, false));
fwrite($socket, "GET /a/path HTTP/1.0\r\n\r\n");
$answer = '';
Loop::addReadStream($socket, function ($socket) use (&$answer, $server) {
    $answer .= fread($socket, 8192);
    if (feof($socket)) {
        Loop::removeReadStream($socket);
        Loop::removeReadStream($server);
    }
});
Loop::run();
print explode("\r\n\r\n", $answer)[1];
