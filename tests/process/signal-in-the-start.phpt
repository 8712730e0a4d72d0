--TEST--
Process: a signal for the program while it starts never runs a handler of the caller
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

pcntl_async_signals(true);
$calls = 0;
pcntl_signal(SIGTERM, function () use (&$calls) { $calls++; });
$ends = [];
for ($i = 0; $i < 100; $i++) {
    $promise = ION\Process::exec(['sleep', '60'], ['pid' => &$pid]);
    posix_kill($pid, SIGTERM);
    $all[] = $promise;
}
$ends = array_count_values(array_map('ion_test_end', ION\Promise::all($all)->await()));
var_dump($ends, $calls);
pcntl_signal(SIGTERM, SIG_DFL);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
array(1) {
  ["signal, signal 15"]=>
  int(100)
}
int(0)
