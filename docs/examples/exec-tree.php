<?php
use ION\Process;

// a pipeline, and a daemon that has left its session and its parent
$line = '( setsid sh -c "echo daemon is \$\$; exec sleep 60" & ); sleep 60 | cat';
try {
    Process::run($line, ['timeout' => 0.5]);
} catch (ION\Promise\TimeoutException $e) {
    $daemon = (int) substr($e->result->stdout, strlen('daemon is '));
    print $daemon > 0 ? "there was a daemon\n" : "there was none\n";
    var_dump(Process::isRunning($daemon));
}
