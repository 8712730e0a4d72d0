<?php
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

/* The worker: takes one job at a time from its master, as it would from a broker, and gives each to a
 * process of its own. What a job takes of memory, or breaks, is gone with it. */
$work = function (IPC $queue) {
    Process::setTitle('worker: waiting for a job');
    foreach ($queue->whenIncoming() as $message) {
        Process::setTitle("worker: job $message->data");
        $job = (new ChildProcess(['title' => "job: $message->data"]))->start(function () use ($message) {
            // 'bad' fails
            exit($message->data === 'bad' ? 1 : 0);
        });
        $job->whenExit()->await();
        // the job is acknowledged only when it has succeeded
        $queue->send([$job->getExitStatus() === 0 ? 'done' : 'again', $message->data]);
        if (Process::isShutdownRequested()) {
            return;
        }
        Process::setTitle('worker: waiting for a job');
    }
};

$worker = (new ChildProcess())->start(fn (IPC $queue) => ION::async($work, $queue));
$queue = $worker->getIPC();
$jobs = ['first', 'bad', 'third'];
$queue->whenIncoming()->then(function (Message $message) use ($queue, &$jobs) {
    print implode(' ', $message->data) . "\n";
    $jobs ? $queue->send(array_shift($jobs)) : $queue->close();
});
$queue->send(array_shift($jobs));
ION::dispatch();
print "the worker has left with code {$worker->getExitStatus()}\n";
