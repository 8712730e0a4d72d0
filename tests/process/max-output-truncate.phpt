--TEST--
Process: output over the limit is cut, and the program goes on to its end
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$r = ION\Process::run('head -c 300000 /dev/zero; printf err >&2; exit 4', ['maxOutput' => 1000]);
var_dump(strlen($r->stdout), $r->stderr, ion_test_end($r));
foreach ([999 => 1000, 1000 => 1000, 1001 => 1000, 1 => 0, 0 => 0, 65536 => 65536, 65537 => 65536] as $size => $max) {
    $r = ION\Process::run(['head', '-c', "$size", '/dev/zero'], ['maxOutput' => $max, 'overflow' => 'truncate']);
    echo "$size of $max: ", strlen($r->stdout), ' ', ion_test_end($r), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(1000)
string(3) "err"
string(25) "exit, status 4, truncated"
999 of 1000: 999 exit, status 0
1000 of 1000: 1000 exit, status 0
1001 of 1000: 1000 exit, status 0, truncated
1 of 0: 0 exit, status 0, truncated
0 of 0: 0 exit, status 0
65536 of 65536: 65536 exit, status 0
65537 of 65536: 65536 exit, status 0, truncated
