--TEST--
Process: stdin from strings of every size around that of a pipe
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

foreach ([0, 1, 4095, 4096, 65535, 65536, 65537, 1048575, 1048576, 1048577] as $size) {
    $data = $size > 0 ? substr(str_repeat(random_bytes(min($size, 997)), intdiv($size, 997) + 1), 0, $size) : '';
    $all[$size] = [$data, ION\Process::exec(['cat'], ['stdin' => $data])];
}
foreach ($all as $size => [$data, $promise]) {
    $r = $promise->await();
    echo $size, ' ', $r->stdout === $data ? 'same' : 'OTHER', ' ', ion_test_end($r), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
0 same exit, status 0
1 same exit, status 0
4095 same exit, status 0
4096 same exit, status 0
65535 same exit, status 0
65536 same exit, status 0
65537 same exit, status 0
1048575 same exit, status 0
1048576 same exit, status 0
1048577 same exit, status 0
