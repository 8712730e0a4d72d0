--TEST--
Waiting: several Fibers wait, each is told of another child, and of the end of all
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;
use ION\Process\ChildProcess;

for ($i = 1; $i <= 3; $i++) {
    // children that do not keep the loop alive are waited for all the same
    (new ChildProcess())->start(fn () => exit($i))->unref();
}
$codes = [];
$left = 0;
for ($i = 0; $i < 5; $i++) {
    ION::async(function () use (&$codes, &$left) {
        $end = Process::wait();
        if ($end === false) {
            $left++;
        } else {
            $codes[] = $end['code'];
        }
    });
}
ION::dispatch();
sort($codes);
echo implode(' ', $codes), ", without one: $left\n";

// a Fiber that is called off leaves the end to the next one
$gate = (new ChildProcess())->start(fn () => exit(6));
$waiting = ION::async(fn () => Process::wait());
$waiting->cancel('enough');
echo $waiting->getState(), "\n";
var_dump(Process::wait()['code']);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
1 2 3, without one: 2
canceled
int(6)
