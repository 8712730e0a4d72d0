--TEST--
Waiting: a worker waits for its own children, not for its master's
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;
use ION\Process\ChildProcess;

$other = (new ChildProcess())->start(fn () => exit(1));
var_dump(Process::wait()['code']);
$other = (new ChildProcess())->start(fn () => exit(1));
$other->whenExit()->await();
// an end that nobody has asked for is in the list of the master now
$middle = (new ChildProcess())->start(function () {
    if (Process::wait(false) !== false || Process::getStats()['finished'] !== 0) {
        exit(99);
    }
    (new ChildProcess())->start(fn () => exit(20));
    (new ChildProcess())->start(fn () => exit(22));
    $sum = 0;
    while ($end = Process::wait()) {
        $sum += $end['code'];
    }
    exit($sum);
});
$codes = [];
while ($end = Process::wait()) {
    $codes[] = $end['code'];
}
echo implode(' ', $codes), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(1)
1 42
