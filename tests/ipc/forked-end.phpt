--TEST--
IPC: a child of pcntl_fork() that only ends, or lets go of a channel, takes nothing from its parent
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\IPC;

$ends = [
    'lets go and is killed' => function () { $GLOBALS['a'] = $GLOBALS['b'] = null; gc_collect_cycles(); posix_kill(getmypid(), 9); },
    'is killed' => function () { posix_kill(getmypid(), 9); },
    'exits' => function () { exit; },
];
foreach ($ends as $name => $end) {
    [$a, $b] = IPC::create();
    /* nobody waits for anything: both are watched, and neither is held by the loop */
    ION::dispatch(ION::LOOP_NONBLOCK);
    echo "$name\n";
    $pid = pcntl_fork();
    $pid === 0 && $end();
    pcntl_waitpid($pid, $status);
    $limit = ION::delay(ion_test_seconds(5), function () use ($a) {
        echo "WRONG: the parent hears nothing\n";
        $a->close();
    });
    $a->whenDisconnected()->then(function () use ($limit) {
        echo "disconnected\n";
        $limit->cancel();
    });
    $b->close();
    ION::dispatch();
}
$a = $b = $limit = null;

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
lets go and is killed
disconnected
is killed
disconnected
exits
disconnected
