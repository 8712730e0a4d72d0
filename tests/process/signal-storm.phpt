--TEST--
Process: a storm of signals changes nothing of what programs and timers give
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

pcntl_async_signals(true);
$calls = 0;
pcntl_signal(SIGUSR1, function () use (&$calls) { $calls++; });
/* somebody else sends, as fast as it can, until we are done */
$me = getmypid();
$stormer = proc_open(['sh', '-c', "while kill -USR1 $me; do :; done"], [], $pipes);
$data = random_bytes(300_000);
for ($i = 0; $i < 10; $i++) {
    $all[] = ION\Process::exec(['cat'], ['stdin' => $data]);
    $codes[] = ION\Process::exec("exit $i");
}
$start = hrtime(true);
ION::await(0.02)->await();
$early = hrtime(true) - $start < 20_000_000;
$same = array_map(fn ($r) => $r->stdout === $data && $r->ok(), ION\Promise::all($all)->await());
$codes = array_map(fn ($r) => $r->status, ION\Promise::all($codes)->await());
proc_terminate($stormer, 9);
proc_close($stormer);
var_dump(array_unique($same), $codes === range(0, 9), $early);
pcntl_signal(SIGUSR1, SIG_DFL);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
array(1) {
  [0]=>
  bool(true)
}
bool(true)
bool(false)
