--TEST--
IPC: what a worker does with its master's requests and Sequences goes nowhere, and does not keep it
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\{ChildProcess, IPC};

[$asks, $answers] = IPC::create();
$later = [];
$answers->onRequest(function () use (&$later) { return $later[] = new ION\Deferred(fn () => null); });
$outcomes = [];
for ($i = 0; $i < 3; $i++) {
    $asks->request($i)->then(
        function ($value) use (&$outcomes) { $outcomes[] = $value; },
        function ($e) use (&$outcomes) { $outcomes[] = $e->getMessage(); });
}
[$from, $to] = IPC::create();
$incoming = $to->whenIncoming();
$from->send('for the master')->send('for the master, too')->flush()->await();
while (count($later) < 3) {
    ION::dispatch(ION::LOOP_ONCE);
}

$inherited = compact('later', 'incoming');
$does = [
    'settles' => function () use (&$inherited) { $inherited['later'][0]->done('of the worker'); },
    'fails' => function () use (&$inherited) { $inherited['later'][1]->fail(new Exception('of the worker')); },
    'lets go' => function () use (&$inherited) { $inherited['later'] = []; $GLOBALS['later'] = []; gc_collect_cycles(); },
    'listens' => function () use (&$inherited) { $inherited['incoming']->then(fn ($message) => print("got $message->data\n")); },
    'iterates' => function () use (&$inherited) {
        ION::async(function () use (&$inherited) {
            foreach ($inherited['incoming'] as $message) {
                echo "got $message->data\n";
            }
        });
    },
];
foreach ($does as $name => $act) {
    $child = new ChildProcess();
    $child->start(function () use ($act) {
        /* the numbers of the channels that were closed are taken by these */
        $own = [];
        for ($i = 0; $i < 20; $i++) {
            array_push($own, ...stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0));
        }
        $act();
        ION::dispatch(ION::LOOP_NONBLOCK);
        $none = null;
        echo stream_select($own, $none, $none, 0) > 0 ? "something was written\n" : '';
    });
    /* one that its master's Sequence keeps alive is killed */
    $limit = ION::delay(ion_test_seconds(5), fn () => $child->kill(9));
    $child->whenExit()->await();
    $limit->cancel();
    echo "$name: ", $child->isSignaled() ? 'does not end' : $child->getExitStatus(), "\n";
}
/* and nothing happened to the master's */
$messages = [];
ION::async(function () use ($incoming, &$messages) {
    foreach ($incoming as $message) {
        $messages[] = $message->data;
    }
});
foreach ($later as $i => $promise) {
    $promise->done("answer $i");
}
while (count($outcomes) < 3 || count($messages) < 2) {
    ION::dispatch(ION::LOOP_ONCE);
}
echo implode(', ', $messages), "\n", implode(', ', $outcomes), "\n";
$from->close();
$asks->close();
$later = $inherited = $does = $act = null;
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
settles: 0
fails: 0
lets go: 0
listens: 0
iterates: 0
for the master, for the master, too
answer 0, answer 1, answer 2
