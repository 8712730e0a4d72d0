--TEST--
Process: exit codes are reported as the kernel has them
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

foreach ([0, 1, 2, 126, 127, 128, 137, 143, 255, 256, 257] as $code) {
    $all[$code] = ION\Process::exec("exit $code");
}
foreach (ION\Promise::all($all)->await() as $code => $r) {
    echo "$code: ", ion_test_end($r), $r->ok() ? ' ok' : '', "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
0: exit, status 0 ok
1: exit, status 1
2: exit, status 2
126: exit, status 126
127: exit, status 127
128: exit, status 128
137: exit, status 137
143: exit, status 143
255: exit, status 255
256: exit, status 0 ok
257: exit, status 1
