<?php
use ION\Process;

foreach (Process::getListenFds() as $name => $socket) {
    ION::onReadable($socket, function ($socket) use ($name) {
        fwrite(stream_socket_accept($socket), "you have reached $name\n");
    });
}
if (Process::getListenFds() === []) {
    print "no socket was passed: open one\n";
}
