--TEST--
Waiting: getStats() counts children and shows those that run
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;
use ION\Process\ChildProcess;

$before = microtime(true);
$child = (new ChildProcess())->start(function () {
    Process::ready();
    ION::await(60)->await();
});
echo Process::getStats()['queued'], " queued\n";
$child->whenReady()->await();
$program = Process::exec(['sleep', '60']);
$stats = Process::getStats();
$row = $stats['children'][$child->getPID()];
echo json_encode(array_slice($stats, 0, 7)), "\n";
echo count($stats['children']), " $row[state], id ", $row['id'] === $child->getId() ? 'right' : 'wrong', ', detached ', var_export($row['detached'], true), "\n";
var_dump(abs($row['startedTime'] - $before) < 60, $row['uptime'] >= 0 && $row['uptime'] < 60);
$program->cancel('enough')->forget('');
$child->kill('KILL');
Process::wait();
ION::dispatch();
echo json_encode(Process::getStats()), "\n";
var_dump(Process::getPid() === getmypid(), Process::getParentPid() === posix_getppid());

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
1 queued
{"started":1,"finished":0,"signaled":0,"failed":0,"running":1,"queued":0,"programs":1}
1 running, id right, detached false
bool(true)
bool(true)
{"started":1,"finished":1,"signaled":1,"failed":0,"running":0,"queued":0,"programs":0,"children":[]}
bool(true)
bool(true)
