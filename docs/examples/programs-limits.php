<?php
use ION\Process;

print Process::run('ulimit -n; ulimit -c; nice; umask; grep NoNewPrivs /proc/self/status', [
    'limits' => ['nofile' => 64, 'core' => 0],
    'priority' => 10,
    'umask' => 0077,
    'noNewPrivileges' => true,
    'affinity' => [Process::getAffinity()[0]],
])->stdout;

// a program that takes more than it may
$result = Process::run('while :; do :; done', ['limits' => ['cpu' => [1, 2]]]);
print "cause $result->cause, signal $result->signal (XCPU: " . Process::SIG['XCPU'] . ")\n";
