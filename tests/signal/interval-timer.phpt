--TEST--
Signal: waiting calls do not mind a signal every millisecond
--EXTENSIONS--
pcntl
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

$heard = 0;
Process::signal('USR1')->then(function () use (&$heard) {
    $heard++;
});
// every millisecond, until we are gone
$noise = Process::exec('while kill -USR1 $PPID; do sleep 0.001; done', ['pid' => &$pid]);
$start = microtime(true);
ION::await(0.3)->await();
$took = microtime(true) - $start;
echo $took >= 0.3 ? "slept\n" : "woke after $took\n";
$run = Process::run('i=0; while [ $i -lt 200 ]; do echo line $i; i=$((i+1)); done');
echo $run->status, ' ', md5($run->stdout) === md5(implode('', array_map(fn ($i) => "line $i\n", range(0, 199)))) ? 'whole' : 'torn', "\n";
Process::kill($pid, 'KILL');
$noise->await();
Process::clearSignal('USR1');
echo $heard > 0 ? "heard\n" : "silence\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
slept
0 whole
heard
