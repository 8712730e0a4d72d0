--TEST--
Process: overflow "kill" stops the program and says so in the cause
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$r = ION\Process::run(['yes'], ['maxOutput' => 1000, 'overflow' => 'kill']);
var_dump($r->stdout === str_repeat("y\n", 500));
echo ion_test_end($r), "\n";
/* also when it has ended by itself before anybody read what it printed */
for ($i = 0; $i < 20; $i++) {
    $r = ION\Process::run(['head', '-c', '1001', '/dev/zero'], ['maxOutput' => 1000, 'overflow' => 'kill']);
    if ($r->cause !== 'overflow' || !$r->truncated || strlen($r->stdout) !== 1000 || $r->ok()) {
        echo "run $i: ", ion_test_end($r), "\n";
    }
}
$r = ION\Process::run(['head', '-c', '1000', '/dev/zero'], ['maxOutput' => 1000, 'overflow' => 'kill']);
echo ion_test_end($r), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
overflow, signal 15, truncated
exit, status 0
