--TEST--
Process: the start of a detached program can be waited for, and its end if asked
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\SpawnException;

$program = Process::spawn(['cat'], ['detached' => true, 'stdio' => [0 => 'pipe']]);
// nothing else keeps the loop
var_dump($program->whenStarted()->await() === $program);
ION::dispatch();
echo "the loop does not wait for its end\n";
$program->getStdin()->end();
$program->ref()->whenExit()->await();
var_dump($program->getExitStatus());

$program = Process::spawn(['no-such-program'], ['detached' => true]);
try {
    $program->whenStarted()->await();
} catch (SpawnException $e) {
    echo $e->getMessage(), "\n";
}

// said before it runs
$program = Process::spawn(['true'])->unref();
var_dump($program->whenStarted()->await() === $program);
$program->ref()->whenExit()->await();
unset($program);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
the loop does not wait for its end
int(0)
cannot start 'no-such-program': exec: No such file or directory
bool(true)
