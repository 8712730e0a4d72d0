<?php
ION\Process::exec('sleep 0.05');
print 'running programs: ' . ION::getStats()['execs'] . "\n";

ION::dispatch();
$stats = ION::getStats(true);           // true: count anew from now on
print "running programs: {$stats['execs']}\n";
print 'callbacks: ' . ($stats['calls_count'] > 0 ? 'some' : 'none') . "\n";
