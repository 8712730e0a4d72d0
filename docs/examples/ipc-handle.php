<?php
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

$parent = getmypid();
$worker = (new ChildProcess())->start(function (IPC $master) use ($parent) {
    $master->whenIncoming()->then(function (Message $message) use ($master, $parent) {
        [$from, $to] = $message->handle;
        stream_copy_to_stream($from, $to);
        fwrite($to, " -- copied for process " . ($message->pid === $parent ? 'my parent' : '?') . "\n");
        $master->close();
    });
});

$input = tmpfile();
fwrite($input, 'some text');
rewind($input);
$output = tmpfile();
$worker->getIPC()->send('copy', [$input, $output]);

$worker->whenExit()->await();
rewind($output);
print stream_get_contents($output);
