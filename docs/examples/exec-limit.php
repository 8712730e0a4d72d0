<?php
use ION\Process;

$result = Process::run(['head', '-c', '1000000', '/dev/zero'], ['maxOutput' => 1000]);
printf("truncate: %d bytes, truncated %s, status %d\n",
    strlen($result->stdout), json_encode($result->truncated), $result->status);

$result = Process::run(['yes'], ['maxOutput' => 1000, 'overflow' => 'kill']);
printf("kill: %d bytes, signal %d, cause %s\n",
    strlen($result->stdout), $result->signal, $result->cause);

try {
    Process::run(['yes'], ['maxOutput' => 4, 'overflow' => 'fail']);
} catch (Process\ExecException $e) {
    print "fail: " . strtok($e->getMessage(), "\n") . "\n";
}
