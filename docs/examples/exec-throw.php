<?php
use ION\Process;

try {
    Process::run('echo half; echo "disk is full" >&2; exit 2', ['throw' => true, 'cwd' => '/']);
} catch (Process\ExecException $e) {
    print $e->getMessage() . "\n";
    print "status: {$e->result->status}\n";
}
