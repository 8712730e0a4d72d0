<?php
use ION\Process;

$program = Process::spawn(['no-such-program']);         // nothing is thrown here
try {
    $program->whenStarted()->await();
} catch (Process\SpawnException $e) {
    print "$e->stage, errno $e->errno: {$e->getMessage()}\n";
}
