--TEST--
Process: the drain ends when the last holder of the pipes ends
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$gate = ion_test_temp('gate');
posix_mkfifo($gate, 0600);
$hold = fopen($gate, 'r+');
$start = hrtime(true);
$promise = ION\Process::exec('(read x < "$GATE"; echo $x) & echo early', ['env' => ['GATE' => $gate], 'drain' => 3600, 'pid' => &$pid]);
ion_test_wait(fn () => ion_test_state($pid) === '', 'the exit');
ION::dispatch(ION::LOOP_NONBLOCK);
echo $promise->getState(), "\n";
fwrite($hold, "late\n");
$r = $promise->await();
fclose($hold);
var_dump($r->stdout, ion_test_end($r));
/* and the duration is that of the program */
var_dump($r->duration <= (hrtime(true) - $start) / 1e9);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
pending
string(11) "early
late
"
string(14) "exit, status 0"
bool(true)
