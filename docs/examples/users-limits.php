<?php
use ION\Process;

$limit = Process::getLimit('nofile');

// the soft limit alone; the hard one stays
Process::setLimit('nofile', 256);
var_dump(Process::getLimit('nofile') === ['soft' => 256, 'hard' => $limit['hard']]);

// no core files, for good
Process::setLimit('core', 0, 0);

// kinder to others; the old value comes back
Process::setPriority(10);
print Process::getPriority() . "\n";

// one processor only
$cpus = Process::getAffinity();
Process::setAffinity([$cpus[0]]);
print Process::getCpuCount() . "\n";

$usage = Process::getUsage();
print $usage['maxRss'] > 0 ? "memory and time are counted\n" : '';
