<?php
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

/* A worker answers requests: what the function returns is the reply. */
function serve(IPC $master): void
{
    $master->onRequest(fn (Message $job) => array_sum(range(1, $job->data)));
}

$workers = [];
for ($i = 0; $i < 3; $i++) {
    $workers[] = (new ChildProcess())->start(serve(...));
}

$jobs = new ArrayIterator([10, 100, 1000, 10000, 100000]);
$results = [];

/* One of these for each worker: it takes the next job as soon as the last one is done. */
$drive = function (ChildProcess $worker) use ($jobs, &$results) {
    while ($jobs->valid()) {
        $job = $jobs->current();
        $jobs->next();
        $results[$job] = yield $worker->getIPC()->request($job, timeout: 5.0);
    }
    $worker->getIPC()->close();
    yield $worker->whenExit();
};

ION::promise(array_map(fn (ChildProcess $worker) => ION::promise($drive($worker)), $workers))->await();

ksort($results);
foreach ($results as $job => $sum) {
    print "1 + ... + $job = $sum\n";
}
