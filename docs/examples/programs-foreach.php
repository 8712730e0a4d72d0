<?php
use ION\Process;

$log = tempnam(sys_get_temp_dir(), 'log');
file_put_contents($log, "started\n");
$tail = Process::spawn(['tail', '-n', '+1', '-f', $log]);

/* A fiber follows the log; everything else goes on. */
$follower = ION::async(function () use ($tail, $log) {
    $rest = '';
    foreach ($tail->getStdout()->whenData() as $chunk) {        // ends when tail does
        $lines = explode("\n", $rest . $chunk);
        $rest = array_pop($lines);                              // a line that is not whole yet
        foreach ($lines as $line) {
            print "log: $line\n";
            match ($line) {
                'started' => file_put_contents($log, "working\n", FILE_APPEND),
                'working' => file_put_contents($log, "done\n", FILE_APPEND),
                'done' => $tail->stop(),
            };
        }
    }
    return 'the log is closed';
});
print $follower->await() . "\n";

$tail->whenExit()->await();
unlink($log);
