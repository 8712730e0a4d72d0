--TEST--
IPC: a handler that forks at the end of a channel is the last one that the child runs
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\IPC;

/* who says something, in one file: the child ends before the master prints */
$log = tmpfile();
$main = getmypid();
$say = function (string $what) use ($log, $main) {
    fwrite($log, (getmypid() === $main ? 'master: ' : 'child: ') . "$what\n");
};
$fork = function () use ($say) {
    $pid = pcntl_fork();
    if ($pid === 0) {
        $say('was made');
        register_shutdown_function(function () { posix_kill(getmypid(), 9); });
        return;
    }
    pcntl_waitpid($pid, $status);
    $say('child ended');
};
foreach (['a request', 'flush()', 'whenDrained()'] as $where) {
    [$a, $b] = IPC::create();
    $a->setOptions(['highWater' => 1000, 'lowWater' => 100]);
    $first = true;
    $told = function (string $what) use ($say, $fork, $where) {
        return function () use ($say, $fork, $where, $what) {
            $say($what);
            $what === $where && $fork();
        };
    };
    $a->request('x')->onFail($told('a request'));
    $a->request('x')->onFail($told('another request'));
    $a->send(str_repeat('x', 4 << 20));
    $a->flush()->onFail($told('flush()'));
    $a->whenDrained()->onFail($told('whenDrained()'));
    $a->whenDisconnected()->then($told('whenDisconnected()'));
    $say("-- at $where");
    $b->close();
    ION::dispatch();
    if (getmypid() !== $main) {
        exit;
    }
}
rewind($log);
echo stream_get_contents($log);
fclose($log);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
master: -- at a request
master: a request
child: was made
master: child ended
master: another request
master: flush()
master: whenDrained()
master: whenDisconnected()
master: -- at flush()
master: a request
master: another request
master: flush()
child: was made
master: child ended
master: whenDrained()
master: whenDisconnected()
master: -- at whenDrained()
master: a request
master: another request
master: flush()
master: whenDrained()
child: was made
master: child ended
master: whenDisconnected()
