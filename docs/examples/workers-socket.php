<?php
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

$worker = (new ChildProcess())->start(function (IPC $master) {
    $master->whenIncoming()->then(function (Message $message) use ($master) {
        // the connection is the worker's now
        fwrite($message->handle, "you are served by a worker, $message->data\n");
        fclose($message->handle);
        $master->close();
    });
});

$server = stream_socket_server('tcp://127.0.0.1:0');
$client = stream_socket_client('tcp://' . stream_socket_get_name($server, false));

$connection = stream_socket_accept($server);
$worker->getIPC()->send('guest', $connection);
fclose($connection);

$worker->whenExit()->await();
print fgets($client);
