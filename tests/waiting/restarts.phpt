--TEST--
Waiting: a master restarts what ends, until it has had enough
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;
use ION\Process\ChildProcess;

$workers = [];
$restarts = 0;
$start = function (int $index) use (&$workers) {
    $child = (new ChildProcess())->start(fn () => exit($index));
    $child->whenStarted()->then(function ($child) use (&$workers, $index) {
        $workers[$child->getPID()] = $index;
    });
};
for ($i = 0; $i < 3; $i++) {
    $start($i);
}
while ($end = Process::wait()) {
    $index = $workers[$end['pid']];
    unset($workers[$end['pid']]);
    if ($index !== $end['code']) {
        echo "worker $index ended with $end[code]\n";
    }
    if ($restarts < 12) {
        $restarts++;
        $start($index);
    }
}
var_dump($restarts, $workers, Process::getStats()['finished']);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(12)
array(0) {
}
int(15)
