--TEST--
Loop: what a forked child cancels and lets go of before it uses ION takes nothing from the parent's loop
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

/* Each: what the parent waits for (by name) and what the child does to it first of all. */
$lets_go = [
    'a read is cancelled' => function (array &$all) { $all['read']->cancel('in the child'); },
    'a handler is forgotten' => function (array &$all) { $all['data']->forget($all['handler']); },
    'a sequence is cancelled' => function (array &$all) { $all['data']->cancel(); },
    'a program is cancelled' => function (array &$all) { $all['exec']->cancel('in the child'); },
    'a message is forgotten' => function (array &$all) { $all['incoming']->cancel(); },
    'a timer is cancelled' => function (array &$all) { $all['timer']->cancel('in the child'); },
    'everything goes' => function (array &$all) { $all = []; gc_collect_cycles(); },
];
foreach ($lets_go as $name => $let_go) {
    $got = [];
    $note = function (string $what) use (&$got) {
        return function ($value) use (&$got, $what) { $got[] = $what; };
    };
    $reader = ION\Process::spawn(['sh', '-c', 'read x; echo out']);
    $data = ION\Process::spawn(['sh', '-c', 'read x; echo out']);
    [$mine, $theirs] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    [$near, $far] = ION\Process\IPC::create();
    $all = [
        'read' => $reader->getStdout()->read(),
        'data' => $data->getStdout()->whenData(),
        'exec' => ION\Process::exec(['cat'], ['stdin' => $mine]),
        'incoming' => $near->whenIncoming(),
        'timer' => ION::await(0.01),
    ];
    $all['read']->then($note('read'));
    $all['handler'] = $all['data']->then($note('data'));
    $all['exec']->then($note('exec'));
    $all['incoming']->then($note('incoming'));
    $all['timer']->then($note('timer'));
    ION::dispatch(ION::LOOP_ONCE | ION::LOOP_NONBLOCK);
    $child = pcntl_fork();
    if ($child === 0) {
        unset($reader, $data, $near, $far);
        $let_go($all);
        posix_kill(posix_getpid(), SIGKILL);
    }
    pcntl_waitpid($child, $status);
    $reader->getStdin()->end("go\n");
    $data->getStdin()->end("go\n");
    $far->send('message');
    fclose($theirs);
    $deadline = ION::delay(ion_test_seconds(5), fn () => ION::stop());
    while (count($got) < 5 && $deadline->isEnabled()) {
        ION::dispatch(ION::LOOP_ONCE);
    }
    $deadline->cancel();
    sort($got);
    echo "$name: ", implode(' ', $got), "\n";
    $near->close();
    $far->close();
    $reader->whenExit()->await();
    $data->whenExit()->await();
    fclose($mine);
    unset($all, $reader, $data, $near, $far);
}
unset($let_go, $lets_go, $note, $deadline);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
a read is cancelled: data exec incoming read timer
a handler is forgotten: data exec incoming read timer
a sequence is cancelled: data exec incoming read timer
a program is cancelled: data exec incoming read timer
a message is forgotten: data exec incoming read timer
a timer is cancelled: data exec incoming read timer
everything goes: data exec incoming read timer
