<?php
// needs: cgroup
use ION\Process;

// a control group that belongs to whoever runs this: /sys/fs/cgroup/app, for instance
$directory = getenv('CGROUP') . '/job';
$result = Process::run('grep -c /job$ /proc/self/cgroup', ['cgroup' => $directory]);
print 'in the group: ' . $result->stdout;
print is_dir($directory) ? "the group is left\n" : "the group is gone\n";
