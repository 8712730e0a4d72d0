--TEST--
Signal: ten thousand signals from outside are heard in the loop
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

$heard = 0;
$inside = false;
$nested = 0;
$sequence = Process::signal('USR1');
$sequence->then(function (int $number) use (&$heard, &$inside, &$nested) {
    $nested += $inside;
    $inside = true;
    $heard++;
    for ($i = 0; $i < 50; $i++) {
        strrev((string) $number);
    }
    $inside = false;
});
$sender = Process::exec('i=0; while [ $i -lt 10000 ]; do kill -USR1 $PPID; i=$((i+1)); done');
$sender->then(fn ($exec) => print("sent: $exec->status\n"))->finally(fn () => Process::clearSignal('USR1'));
ION::dispatch();
echo $heard >= 1 && $heard <= 10000 ? "heard some\n" : "heard $heard\n";
echo "nested: $nested\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
sent: 0
heard some
nested: 0
