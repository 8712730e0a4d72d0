--TEST--
Process: what spawn, exec, execFile, fork and cluster do elsewhere
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_file();
?>
--FILE--
<?php
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC\Message;

if ($master = Process::getParentIPC()) {
    if ($argv[1] === 'fails') {
        exit((int) $argv[2]);
    }
    // a worker of a cluster: it gets the listening socket, and says when it listens
    $server = null;
    $master->whenIncoming()->then(function (Message $message) use ($master, &$server) {
        if ($message->data === 'server') {
            $server = $message->handle;
            $master->send('listening');
            return;
        }
        $client = stream_socket_accept($server);
        fwrite($client, "answered by worker $message->data\n");
        fclose($client);
        $master->send('served');
    });
    echo "worker $argv[1] is online\n";
    Process::ready();
    ION::dispatch();
    exit(0);
}

putenv('ION_ASAN_LEAKS=0');
require __DIR__ . '/../_lib/init.inc';

// spawn(): streams, and the events of a life
$events = [];
$list = Process::spawn(['sh', '-c', 'cat; echo problem >&2; exit 2']);
$list->whenStarted()->then(function () use (&$events) { $events[] = 'spawn'; });
$list->whenExit()->then(function (ChildProcess $list) use (&$events) { $events[] = "exit {$list->getExitStatus()}"; });
$list->getStdin()->end('data');
$both = ION::promise([$list->getStdout()->readAll(), $list->getStderr()->readAll(), $list->whenExit()])->await();
echo implode(', ', $events), ": $both[0] $both[1]";

// exec(): one callback for the end, one for the error
Process::exec('echo lost; exit 4', ['throw' => true])
    ->then(fn () => print("not called\n"))
    ->onFail(fn (Process\ExecException $e) => print("error: code {$e->result->status}, {$e->result->stdout}"));
ION::dispatch();

// execFile(): no shell
Process::exec(['printf', '%s|', '$HOME', 'a b'])->then(fn (Process\Exec $r) => print("$r->stdout\n"));
ION::dispatch();

// fork(): and once more whenever it fails
for ($codes = [1, 1, 0], $starts = 0; $starts < 3; ) {
    $worker = Process::spawnScript(__FILE__, ['fails', (string) $codes[$starts++]], ion_test_script());
    $worker->whenExit()->await();
    if ($worker->getExitStatus() === 0) {
        break;
    }
}
echo "good at start $starts\n";

// cluster: two workers at one socket; "silent" is a pipe in place of "inherit"
$server = stream_socket_server('tcp://127.0.0.1:0');
$address = stream_socket_get_name($server, false);
$workers = [];
foreach ([1, 2] as $id) {
    $workers[$id] = Process::spawnScript(__FILE__, [(string) $id], ion_test_script(['stdio' => [1 => 'pipe']]));
}
foreach ($workers as $id => $worker) {
    $worker->whenReady()->await();
    echo $worker->getStdout()->readLine()->await();
    $worker->getIPC()->send('server', $server);
    echo "worker $id: ", $worker->getIPC()->whenIncoming()->await()->data, "\n";
}
foreach ($workers as $id => $worker) {
    $client = stream_socket_client("tcp://$address");
    $worker->getIPC()->send($id);
    $worker->getIPC()->whenIncoming()->await();
    echo fgets($client);
    fclose($client);
}
foreach ($workers as $id => $worker) {
    $worker->getIPC()->whenDisconnected()->then(fn () => print("worker $id: disconnect\n"));
    $worker->getIPC()->close();
    $worker->whenExit()->then(fn (ChildProcess $w) => print("worker $id: exit {$w->getExitStatus()}\n"))->await();
}
fclose($server);
unset($worker, $workers, $list);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
spawn, exit 2: data problem
error: code 4, lost
$HOME|a b|
good at start 3
worker 1 is online
worker 1: listening
worker 2 is online
worker 2: listening
answered by worker 1
answered by worker 2
worker 1: disconnect
worker 1: exit 0
worker 2: disconnect
worker 2: exit 0
