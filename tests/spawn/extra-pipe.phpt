--TEST--
Spawn: a pipe above 2 goes both ways, and its halves close one by one
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;

ION::promise((function () {
    $child = Process::spawn('cat <&5 >&5; echo done >&7', ['stdio' => [0 => 'null', 1 => 'null', 2 => 'null', 5 => 'pipe', 7 => 'pipe']]);
    $pipe = $child->getPipe(5);
    $pipe->write('abc');
    $pipe->write(str_repeat('x', 300000));
    $pipe->end();
    var_dump(strlen(yield $pipe->readAll()));
    echo yield $child->getPipe(7)->readAll();
    yield $child->whenExit();
    $child->getPipe(7)->close();
    foreach ([0, 3, -1] as $descriptor) {
        try {
            $child->getPipe($descriptor);
        } catch (ValueError $e) {
            echo $e->getMessage(), "\n";
        }
    }
    foreach (['getIPC', 'whenReady'] as $method) {
        try {
            $child->$method();
        } catch (ION\InvalidUsageException $e) {
            echo $e->getMessage(), "\n";
        }
    }
    try {
        $child->start(fn () => 1);
    } catch (ION\InvalidUsageException $e) {
        echo $e->getMessage(), "\n";
    }
})())->await();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(300003)
done
ION\Process\ChildProcess::getPipe(): Argument #1 ($descriptor) must be a descriptor that is a pipe to this process
ION\Process\ChildProcess::getPipe(): Argument #1 ($descriptor) must be a descriptor that is a pipe to this process
ION\Process\ChildProcess::getPipe(): Argument #1 ($descriptor) must be a descriptor that is a pipe to this process
A program has no channel; ION\Process::spawnScript() starts a script that has one
A program has no channel; ION\Process::spawnScript() starts a script that has one
A ChildProcess is started once: make a new one
