<?php
use ION\Process;
use ION\Process\IPC\Message;

if ($master = Process::getParentIPC()) {                    // process.on('message', ...)
    foreach ($master->whenIncoming() as $message) {
        $master->send(['hello' => $message->data]);         // process.send()
    }
    exit;
}

$child = Process::spawnScript(__FILE__);                    // fork(__filename)
$child->getIPC()->whenIncoming()->then(function (Message $message) use ($child) {
    print json_encode($message->data) . "\n";
    $child->getIPC()->close();                              // child.disconnect()
});
$child->getIPC()->send('world');                            // child.send()
$child->whenExit()->await();
print "code {$child->getExitStatus()}\n";
