--TEST--
Waiting: wait() tells of every child once, queued ones included, and takes nothing from whenExit()
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;
use ION\Process\ChildProcess;

var_dump(Process::wait(), Process::wait(false));
$seen = 0;
for ($code = 0; $code < 10; $code++) {
    $child = (new ChildProcess())->start(fn () => exit($code));
    $child->whenExit()->then(function () use (&$seen) {
        $seen++;
    });
}
(new ChildProcess())->start(fn () => Process::kill(getmypid(), 'KILL'));
// nothing is forked yet
var_dump(Process::wait(false));
$ends = [];
while ($end = Process::wait()) {
    $ends[$end['pid']] = "$end[code]/$end[signal]";
    if (array_keys($end) !== ['pid', 'code', 'signal']) {
        print_r($end);
    }
}
sort($ends);
echo implode(' ', $ends), "\n";
// wait() may know of an end before the loop has told of it
ION::dispatch();
var_dump($seen, Process::wait(), Process::wait(false));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(false)
bool(false)
bool(false)
0/0 0/9 1/0 2/0 3/0 4/0 5/0 6/0 7/0 8/0 9/0
int(10)
bool(false)
bool(false)
