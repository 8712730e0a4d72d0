--TEST--
Child: a worker whose function has returned does not wait for ever for a master that reads nothing
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process\ChildProcess;
use ION\Process\IPC;

const PART = 1 << 17;
const PARTS = 60;

/** A worker with more for its master than the socket takes. Without a listener the master reads nothing. */
function worker(callable $main): ChildProcess
{
    $worker = new ChildProcess(['stdio' => [2 => 'pipe']]);
    /* what comes when it has ended is not wanted, either */
    $worker->getIPC()->setOptions(['maxMessage' => 1 << 18, 'queueLimit' => 1 << 20]);
    return $worker->start(function (IPC $master) use ($main) {
        ini_set('display_errors', 'stderr');
        ini_set('html_errors', '0');
        $master->setOptions(['closeTimeout' => 0.2]);
        for ($i = 0; $i < PARTS; $i++) {
            $master->send(str_repeat('x', PART));
        }
        return $main($master);
    });
}

/** Its end, of which the master has read nothing. */
function gone(ChildProcess $worker): string
{
    $start = hrtime(true);
    ion_test_wait(fn () => $worker->isFinished(), 'the end of the worker', 20);
    $took = (hrtime(true) - $start) / 1e9;
    $said = trim($worker->getStderr()->readAll()->await());
    $worker->getIPC()->close();
    ION::dispatch();
    $said = preg_replace('/: \d+ messages/', ': some messages', $said);
    return "exit code {$worker->getExitStatus()}, " . ($took < 15 ? 'in time' : "after $took s") . ": $said";
}

$last = ion_test_temp('last');
echo gone(worker(fn () => null)), "\n";

echo "-- what it has registered runs before that\n";
$worker = worker(function () use ($last) {
    register_shutdown_function(fn () => file_put_contents($last, 'shut down'));
    ION::setErrorHandler(fn (Throwable $e) => fwrite(STDERR, get_class($e) . " for the handler\n"));
    return ION::await(0.01);
});
echo gone($worker), ', ', file_get_contents($last), "\n";

echo "-- flush() waits as long as it takes, when it is asked for\n";
$worker = worker(function (IPC $master) {
    $master->flush()->then(fn () => fwrite(STDERR, "all is read\n"));
    fwrite(STDERR, "it waits\n");
});
$worker->whenStarted()->await();
echo $worker->getStderr()->readLine()->await();
/* more than three times the limit */
ION::await(0.7)->await();
var_dump($worker->isAlive());
$count = 0;
$worker->getIPC()->whenIncoming()->then(function ($message) use (&$count) {
    $count += strlen($message->data) === PART;
});
$worker->whenExit()->await();
echo trim($worker->getStderr()->readAll()->await()), ', ', $count === PARTS ? 'every one' : $count, "\n";
ION::dispatch();

echo "-- a master that reads slowly gets all of it\n";
$worker = worker(fn () => null);
$count = ION::async(function () use ($worker) {
    $count = 0;
    foreach ($worker->getIPC()->whenIncoming() as $message) {
        $count += strlen($message->data) === PART;
        ION::await(0.01)->await();
    }
    return $count;
})->await();
$worker->whenExit()->await();
echo $count === PARTS ? 'every one' : $count, trim($worker->getStderr()->readAll()->await()), "\n";
ION::dispatch();

echo "-- one that still works for its master stays\n";
$worker = worker(function (IPC $master) {
    $master->onRequest(fn ($message) => $message->data);
    fwrite(STDERR, "it serves\n");
});
$worker->whenStarted()->await();
echo $worker->getStderr()->readLine()->await();
ION::await(0.7)->await();
$count = 0;
$worker->getIPC()->whenIncoming()->then(function ($message) use (&$count) {
    $count += strlen($message->data) === PART;
});
echo $worker->getIPC()->request('served')->await(), ', ', $count === PARTS ? 'every one' : $count, "\n";
$worker->getIPC()->close();
$worker->whenExit()->await();
ION::dispatch();
unset($worker);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
exit code 0, in time: Warning: Nobody handled ION\Process\IPCException: The other end of a channel has taken nothing for 0.2 s (closeTimeout): some messages were not sent in Unknown on line 0
-- what it has registered runs before that
exit code 0, in time: ION\Process\IPCException for the handler, shut down
-- flush() waits as long as it takes, when it is asked for
it waits
bool(true)
all is read, every one
-- a master that reads slowly gets all of it
every one
-- one that still works for its master stays
it serves
served, every one
