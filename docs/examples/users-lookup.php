<?php
use ION\Process;

$root = Process::getUser('root');
print "$root[name] has the id $root[uid] and lives in $root[dir]\n";
print Process::getGroup(0)['name'] . "\n";

var_dump(Process::getUser('nobody-has-this-name'));
