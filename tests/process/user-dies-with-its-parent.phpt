--TEST--
Process: another user's program dies with its parent, too
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_nobody();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$file = ion_test_temp('pid');
$code = 'ION\Process::exec(["sh", "-c", "echo x; exec sleep 60"], ["pid" => &$pid, "user" => "nobody", "stdin" => "x"]); '
    . 'file_put_contents($argv[1], $pid); $until = hrtime(true) + 5e9;'
    . 'while (@file_get_contents("/proc/$pid/comm") !== "sleep\n" && hrtime(true) < $until) { ION::dispatch(ION::LOOP_NONBLOCK); } exec("kill -9 " . getmypid());';
$end = ion_test_code($code, [$file]);
var_dump($end['signal']);
$pid = (int) file_get_contents($file);
ion_test_wait(fn () => in_array(ion_test_state($pid), ['', 'Z'], true), 'the death of the program');
echo "gone\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(9)
gone
