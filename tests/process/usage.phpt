--TEST--
Process: the usage is that of the program, in seconds and bytes
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$r = ION\Process::run(['sh', '-c', 'i=0; while [ $i -lt 60000 ]; do i=$((i+1)); done']);
foreach ($r->usage as $key => $value) {
    echo $key, ' ', get_debug_type($value), ' ', $value >= 0 ? 'ok' : $value, "\n";
}
$cpu = $r->usage['user'] + $r->usage['system'];
/* the kernel may count by ticks of 10 ms */
var_dump($cpu > 0 && $cpu <= $r->duration + 0.02);
var_dump($r->usage['maxRss'] > 100_000 && $r->usage['minorFaults'] > 0);
$idle = ION\Process::run(['true']);
var_dump($idle->usage['user'] + $idle->usage['system'] < $cpu);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
user float ok
system float ok
maxRss int ok
minorFaults int ok
majorFaults int ok
voluntarySwitches int ok
involuntarySwitches int ok
blocksIn int ok
blocksOut int ok
bool(true)
bool(true)
bool(true)
