--TEST--
Child: ends that happen while the loop does not run are not lost
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;

$children = [];
for ($i = 0; $i < 5; $i++) {
    $children[] = (new ChildProcess())->start(fn () => exit($i));
}
foreach ($children as $child) {
    $child->whenStarted()->await();
}
ion_test_wait(fn () => !array_filter($children, fn ($c) => ion_test_state($c->getPID()) !== 'Z' && !$c->isFinished()), 'the end of all');
ION::dispatch();
echo implode(' ', array_map(fn ($c) => $c->getExitStatus(), $children)), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
0 1 2 3 4
