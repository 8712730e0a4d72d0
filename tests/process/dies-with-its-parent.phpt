--TEST--
Process: a program dies with its parent
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$file = ion_test_temp('pid');
$code = 'ION\Process::exec(["sleep", "60"], ["pid" => &$pid]); file_put_contents($argv[1], $pid); '
    . 'ION::dispatch(ION::LOOP_NONBLOCK); exec("kill -9 " . getmypid());';
$end = ion_test_code($code, [$file]);
var_dump($end['signal'], $end['out']);
$pid = (int) file_get_contents($file);
ion_test_wait(fn () => in_array(ion_test_state($pid), ['', 'Z'], true), 'the death of the program');
echo "gone\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(9)
string(0) ""
gone
