<?php
use ION\Process;

register_shutdown_function(function () {
    print 'shutdown function: ' . Process::getStats()['running'] . " program runs\n";
});
$live = Process::spawn('trap "echo told to end; exit" TERM; echo ready; while :; do sleep 0.02; done', [
    'stdio' => [2 => 'null'],
]);
print $live->getStdout()->readLine()->await();
print "the end of the script\n";            // it gets TERM now, and PHP waits for its end
