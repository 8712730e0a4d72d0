--TEST--
Queue: in a forked copy the parent's queue is empty and cannot be used, a new one works
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
extension_loaded('pcntl') || exit('skip needs pcntl');
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\ExecQueue;
use ION\Process\IPC;

$file = ion_test_temp();
$queue = new ExecQueue(1);
$running = $queue->exec(['sleep', '100']);
$waiting = $queue->exec("echo \$PPID >> $file");
$idle = $queue->whenIdle();

function probe(ExecQueue $queue, ION\Deferred $waiting): array
{
    $said = [];
    foreach ([
        fn () => $queue->exec(['true']),
        fn () => $queue->setLimit(5),
        fn () => $queue->pause(),
        fn () => $queue->resume(),
        fn () => $queue->clear(),
        fn () => $queue->whenIdle(),
    ] as $call) {
        try {
            $call();
            $said[] = 'allowed';
        } catch (ION\InvalidUsageException $e) {
            $said[$e->getMessage()] = true;
        }
    }
    $waiting->cancel('in the copy');
    $own = new ExecQueue(2);
    $outputs = [];
    for ($i = 0; $i < 4; $i++) {
        $own->exec(['echo', (string) $i])->then(function ($exec) use (&$outputs) {
            $outputs[] = rtrim($exec->stdout);
        });
    }
    $own->whenIdle()->await();
    sort($outputs);
    return [array_keys($said), $queue->getRunning(), count($queue), $queue->getLimit(), implode(' ', $outputs)];
}

echo "a worker\n";
$child = new ChildProcess();
$child->getIPC()->whenIncoming()->then(fn ($message) => print(json_encode($message->data) . "\n"));
$child->start(function (IPC $ipc) use ($queue, $waiting) {
    $ipc->send(probe($queue, $waiting));
});
$child->whenExit()->await();

echo "fork()\n";
$report = ion_test_temp();
$pid = Process::fork();
if ($pid === 0) {
    file_put_contents($report, json_encode(probe($queue, $waiting)));
    unset($queue, $running, $waiting, $idle);
    gc_collect_cycles();
    Process::kill(getmypid(), "KILL");
}
pcntl_waitpid($pid, $status);
echo file_get_contents($report), "\n";

echo "the parent\n";
var_dump($queue->getRunning(), count($queue), $waiting->getState(), file_exists($file));
$running->cancel('go on');
$running->onFail(fn () => null);
$idle->await();
var_dump((int) file_get_contents($file) === getmypid());
unset($child);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
a worker
[["This ExecQueue belongs to the parent process, of which this one is a copy. Make a new one"],0,0,1,"0 1 2 3"]
fork()
[["This ExecQueue belongs to the parent process, of which this one is a copy. Make a new one"],0,0,1,"0 1 2 3"]
the parent
int(1)
int(1)
string(7) "pending"
bool(false)
bool(true)
