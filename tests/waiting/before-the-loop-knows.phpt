--TEST--
Waiting: an end that the loop has not seen yet is told, and told to whenExit() afterwards
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;
use ION\Process\ChildProcess;

$gate = ion_test_temp('gate');
$child = (new ChildProcess())->start(function () use ($gate) {
    while (!file_exists($gate)) {
        usleep(500);
        clearstatcache();
    }
    exit(9);
});
$child->whenStarted()->await();
$child->whenExit()->then(fn ($child) => print("whenExit: {$child->getExitStatus()}\n"));
touch($gate);
do {
    $end = Process::wait(false);
} while ($end === false);
var_dump($end['pid'] === $child->getPID(), $end['code']);
var_dump(Process::wait(false), $child->isAlive());
$stats = Process::getStats();
echo "$stats[finished] finished, $stats[running] runs, ", count($stats['children']), " in the table\n";
// nobody is left to wait for, though the loop does not know it yet
var_dump(Process::wait());
ION::dispatch();
var_dump(Process::wait(false), $child->isAlive(), Process::getStats()['finished']);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
int(9)
bool(false)
bool(true)
1 finished, 0 runs, 0 in the table
bool(false)
whenExit: 9
bool(false)
bool(false)
int(1)
