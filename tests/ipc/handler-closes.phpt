--TEST--
IPC: a handler may close the channel, drop it, stop listening, exit or fork
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\IPC;

function run(string $what, callable $handler): void
{
    echo "--- $what\n";
    [$a, $b] = IPC::create();
    $ends = [$b];
    unset($b);
    $ends[0]->whenIncoming()->then(function ($message) use ($handler, &$ends) {
        echo "message $message->data\n";
        $handler($ends, $message);
    });
    $ends[0]->whenDisconnected()->then(fn () => print("disconnected\n"));
    for ($i = 1; $i <= 3; $i++) {
        $a->send($i);
    }
    for ($i = 0; $i < 5; $i++) {
        ION::dispatch(ION::LOOP_NONBLOCK);
    }
    $a->close();
    ION::dispatch();
}

run('close', fn (&$ends) => $ends[0]->close());
run('drop', function (&$ends) { $ends = []; });
run('drop and collect', function (&$ends) { $ends = []; gc_collect_cycles(); });
run('close and drop', function (&$ends) { $ends[0]->close(); $ends = []; });
run('cancel the Sequence', fn (&$ends) => $ends[0]->whenIncoming()->cancel());
run('cancel it and listen again', function (&$ends, $message) {
    if ($message->data === 1) {
        $ends[0]->whenIncoming()->cancel();
        $ends[0]->whenIncoming()->then(fn ($message) => print("anew $message->data\n"));
    }
});
run('close the other end', function (&$ends, $message) { $GLOBALS['other'] = $message; });
unset($other);

/* exit() in the middle of a batch: the rest can be read in a shutdown function */
$end = ion_test_code(<<<'PHP'
[$a, $b] = ION\Process\IPC::create();
$b->whenIncoming()->then(function ($message) {
    echo "message $message->data\n";
    if ($message->data === 1) {
        register_shutdown_function(function () { echo "shutdown\n"; ION::dispatch(); });
        exit(7);
    }
});
$b->whenDisconnected()->then(fn () => print("disconnected\n"));
$a->send(1)->send(2)->send(3)->close();
ION::dispatch();
PHP);
echo "--- exit\n$end[out]$end[code]\n";

$end = ion_test_code(<<<'PHP'
[$a, $b] = ION\Process\IPC::create();
$b->whenIncoming()->then(function ($message) {
    echo "message $message->data\n";
    if ($message->data === 1) {
        str_repeat('x', PHP_INT_MAX - 100);
    }
});
$a->send(1)->send(2)->close();
register_shutdown_function(function () { echo "shutdown\n"; ION::dispatch(); });
ION::dispatch();
PHP);
echo "--- fatal error\n", preg_replace('~.*(Fatal error).*\n~', "$1\n", preg_replace('~^PHP .*\n~m', '', $end['out'])), $end['code'], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
--- close
message 1
disconnected
--- drop
message 1
message 2
message 3
disconnected
--- drop and collect
message 1
message 2
message 3
disconnected
--- close and drop
message 1
disconnected
--- cancel the Sequence
message 1
disconnected
--- cancel it and listen again
message 1
anew 2
anew 3
disconnected
--- close the other end
message 1
message 2
message 3
disconnected
--- exit
message 1
shutdown
message 2
message 3
disconnected
7
--- fatal error
message 1

Fatal error
shutdown
message 2
255
