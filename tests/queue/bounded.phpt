--TEST--
Queue: never more programs at once than allowed, and never fewer while some wait
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process\ExecQueue;

const LIMIT = 4;
const COUNT = 30;

$dir = ion_test_temp('dir');
mkdir($dir);
touch("$dir/log");
ION\Process::run(['mkfifo', ...array_map(strval(...), range(0, COUNT - 1))], ['cwd' => $dir, 'throw' => true]);
/* the programs themselves say when they run; each goes on when it is told */
$queue = new ExecQueue(LIMIT);
$results = [];
for ($i = 0; $i < COUNT; $i++) {
    $fifos[$i] = fopen("$dir/$i", 'r+');
    $queue->exec("echo + $i >> log; read line < $i; echo - $i >> log", ['cwd' => $dir])->then(function ($exec) use (&$results) {
        $results[] = $exec->status;
    });
}
var_dump($queue->getLimit(), $queue->getRunning(), count($queue));

$log = fn () => file("$dir/log", FILE_IGNORE_NEW_LINES);
$started = fn () => count(preg_grep('/^\+/', $log()));
for ($i = 0; $i < COUNT; $i++) {
    $due = min(COUNT, LIMIT + $i);
    ion_test_wait(fn () => $started() >= $due && $queue->getRunning() <= COUNT - $i, "program $due");
    if ($started() !== $due || $queue->getRunning() !== min(LIMIT, COUNT - $i) || count($queue) !== COUNT - $due) {
        echo "at $i: ", $started(), ' started, ', $queue->getRunning(), ' run, ', count($queue), " wait\n";
    }
    fwrite($fifos[$i], "go\n");
}
$queue->whenIdle()->await();
var_dump($queue->getRunning(), count($queue), count($results), array_sum($results));

$now = $most = 0;
foreach ($log() as $line) {
    $now += $line[0] === '+' ? 1 : -1;
    $most = max($most, $now);
}
var_dump($most, $now);
unset($fifos);
array_map('unlink', glob("$dir/*"));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(4)
int(4)
int(26)
int(0)
int(0)
int(30)
int(0)
int(4)
int(0)
