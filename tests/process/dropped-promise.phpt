--TEST--
Process: a program whose promise is dropped is supervised to its end
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$file = ion_test_temp('done');
ION\Process::exec(['sh', '-c', 'echo ran > "$1"; head -c 200000 /dev/zero', '-', $file], ['pid' => &$pid]);
gc_collect_cycles();
var_dump(ION::getStats()['execs']);
ION::dispatch();
var_dump(file_get_contents($file), ion_test_state($pid), ION::getStats()['execs']);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(1)
string(4) "ran
"
string(0) ""
int(0)
