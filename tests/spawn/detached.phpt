--TEST--
Spawn: a detached program outlives its script, in a session of its own, with nothing of it open
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
putenv('ION_ASAN_LEAKS=0');

$run = ion_test_code(<<<'CODE'
use ION\Process;
$child = Process::spawn('exec sleep 30', ['detached' => true]);
ION::dispatch();
echo json_encode([$child->getPID(), $child->getStdin(), $child->getStdout()]);
CODE);
[$pid, $stdin, $stdout] = json_decode($run['out'], true);
var_dump($stdin, $stdout, $run['code']);
$attached = Process::attach($pid);
var_dump($attached->isAlive(), explode(' ', strrchr(file_get_contents("/proc/$pid/stat"), ')'))[4] === "$pid", readlink("/proc/$pid/fd/1"), count(glob("/proc/$pid/fd/*")));
$attached->kill('KILL');
$attached->whenExit()->await();

// by itself, and said afterwards it is too late
$child = Process::spawn(['sleep', '100'], ['stdio' => [0 => 'null', 1 => 'null', 2 => 'null']]);
try {
    $child->detach();
} catch (ION\InvalidUsageException $e) {
    echo $e->getMessage(), "\n";
}
$child->stop()->await();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
NULL
NULL
int(0)
bool(true)
bool(true)
string(9) "/dev/null"
int(3)
A program cannot be detached once it runs: give spawn() the option "detached"
