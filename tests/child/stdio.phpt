--TEST--
Child: the standard streams of a worker lead where its options say
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process\ChildProcess;
use ION\Process\IPC;

$file = tempnam(sys_get_temp_dir(), 'ion-test-');
ION::promise((function () use ($file) {
    $child = new ChildProcess(['stdio' => [0 => 'pipe', 1 => 'pipe', 2 => 'pipe']]);
    var_dump($child->getStdout());
    $child->start(function () {
        while (($line = fgets(fopen('php://stdin', 'r'))) !== false) {
            echo 'got ', $line;
        }
        file_put_contents('php://stderr', "end of input\n");
    });
    yield $child->whenStarted();
    yield $child->getStdin()->write("one\n");
    echo yield $child->getStdout()->readLine();
    $child->getStdin()->end();
    echo yield $child->getStderr()->readAll();
    yield $child->whenExit();
    var_dump($child->getExitStatus(), yield $child->getStdout()->readAll());

    // exchanged, merged, a file, nothing
    $out = fopen($file, 'w');
    $child = (new ChildProcess(['stdio' => [1 => $out, 2 => 1, 0 => 'null']]))->start(function () {
        echo "out\n";
        fwrite(fopen('php://fd/2', 'w'), "err\n");
        echo json_encode(fgets(fopen('php://stdin', 'r'))), "\n";
    });
    yield $child->whenExit();
    echo file_get_contents($file);

    // what is not named stays; a later worker holds no end of an earlier one's pipes
    $first = (new ChildProcess(['stdio' => [0 => 'pipe']]))->start(fn () => stream_get_contents(fopen('php://stdin', 'r')) === 'x' ? exit(5) : exit(6));
    yield $first->whenStarted();
    $second = (new ChildProcess())->start(fn (IPC $master) => $master->whenIncoming()->then(fn () => 1));
    yield $second->whenStarted();
    yield $first->getStdin()->write('x');
    $first->getStdin()->end();
    yield $first->whenExit();
    var_dump($first->getExitStatus(), $first->getStdout());
    yield $second->stop();

    // a stream that is closed before the fork
    $child = new ChildProcess(['stdio' => [1 => $out]]);
    fclose($out);
    try {
        yield $child->start(fn () => 1)->whenStarted();
    } catch (ION\Process\SpawnException $e) {
        echo $e->getMessage(), "\n";
    }
    try {
        yield (new ChildProcess(['stdio' => [1 => ['file', '/no/such/file', 'w']]]))->start(fn () => 1)->whenStarted();
    } catch (ION\Process\SpawnException $e) {
        echo $e->getMessage(), "\n";
    }
    try {
        new ChildProcess(['stdio' => [3 => 'pipe']]);
    } catch (ValueError $e) {
        echo $e->getMessage(), "\n";
    }
})())->await();
unlink($file);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
NULL
got one
end of input
int(0)
string(0) ""
out
err
false
int(5)
NULL
cannot start worker {closure} (%s:%d): fds: Bad file descriptor
cannot start worker {closure} (%s:%d): fds '/no/such/file': No such file or directory
Option "stdio" must have only 0, 1 and 2 for a worker, whose other descriptors are in use
