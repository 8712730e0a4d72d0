--TEST--
Process: 1,000 failing starts leave no descriptor, zombie or pid
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;

$dir = ion_test_temp('dir');
$commands = [[['/no/such/program'], []], [['true'], ['cwd' => $dir]], [['/etc/passwd'], ['stdin' => 'x']], [['true'], ['user' => 'no-such-user-here']]];
$bad = 0;
for ($i = 0; $i < 10; $i++) {
    $all = [];
    for ($j = 0; $j < 100; $j++) {
        $all[] = Process::exec(...$commands[$j % 4]);
        if ($j === 50) {
            $good = Process::exec(['echo', 'the good one']);
        }
    }
    foreach (ION\Promise::settle($all)->await() as $end) {
        $bad += $end['state'] !== 'failed' || !$end['error'] instanceof Process\SpawnException;
    }
    $bad += $good->await()->stdout !== "the good one\n";
    $bad += count(ion_test_children());
}
var_dump($bad, ION::getStats()['execs'], ION::getStats()['watchers']);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(0)
int(0)
int(0)
