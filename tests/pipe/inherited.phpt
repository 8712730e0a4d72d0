--TEST--
Pipe: what a worker does with its master's reads, writes and Sequences touches no descriptor of its own
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\ChildProcess;

/* answers one line, and takes nothing more until it is told to */
$program = Process::spawn('read line; echo "$line"; cat <&3 >/dev/null; cat >/dev/null; echo rest', ['stdio' => [3 => 'pipe']]);
$program->getStdin()->write("a line\n")->await();
$data = $program->getStderr()->whenData();
$own = $program->getPipe(3)->whenData();
$line = $program->getStdout()->read(1);
$line->await();
$all = $program->getStdout()->readAll();
$some = $program->getStderr()->read();
$written = [$program->getStdin()->write(str_repeat('x', 200000)), $program->getStdin()->write('y')];

$does = [
    'listens' => fn () => [$data->then(fn ($chunk) => print("got $chunk\n")), $own->then(fn ($chunk) => print("got $chunk\n"))],
    'yields' => function () use ($data) { ION::promise(function () use ($data) { yield $data; }); },
    'iterates' => function () use ($own) {
        ION::async(function () use ($own) {
            foreach ($own as $chunk) {
                echo "got $chunk\n";
            }
        });
    },
    'cancels a read' => function () use ($all, $some) {
        $all->onFail(fn () => null);
        $some->onFail(fn () => null);
        $all->cancel('not wanted');
        $some->cancel('not wanted');
    },
    'lets a read time out' => function () use ($all) {
        $all->timeout(0.001)->onFail(fn () => null);
        ION::await(0.005)->await();
    },
    'cancels a write' => function () use ($written) {
        foreach (array_reverse($written) as $write) {
            $write->onFail(fn () => null);
            $write->cancel('not wanted');
        }
    },
];
foreach ($does as $name => $act) {
    $child = new ChildProcess();
    $child->start(function () use ($act) {
        /* the numbers of the pipes that were closed are taken by these */
        $sockets = [];
        for ($i = 0; $i < 20; $i++) {
            array_push($sockets, ...stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0));
        }
        foreach ($sockets as $socket) {
            fwrite($socket, 'of the worker');
        }
        $act();
        ION::dispatch(ION::LOOP_NONBLOCK);
        ION::await(0.005)->await();
        foreach ($sockets as $socket) {
            stream_set_blocking($socket, false);
            $text = stream_get_contents($socket);
            if ($text !== 'of the worker') {
                echo 'of a socket is left: ', json_encode($text), "\n";
            }
        }
    });
    /* one that its master's Sequence keeps alive is killed */
    $limit = ION::delay(ion_test_seconds(5), fn () => $child->kill(9));
    $child->whenExit()->await();
    $limit->cancel();
    echo "$name: ", $child->isSignaled() ? 'does not end' : $child->getExitStatus(), "\n";
}

/* and nothing happened to the master's */
$program->getPipe(3)->end();
$program->getStdin()->end();
echo json_encode($all->await()), ' ', array_sum(array_map(fn ($write) => $write->await(), $written)), "\n";
$program->whenExit()->await();
unset($does, $act, $program, $data, $own, $some, $all, $line, $written, $child);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
listens: 0
yields: 0
iterates: 0
cancels a read: 0
lets a read time out: 0
cancels a write: 0
" line\nrest\n" 200001
