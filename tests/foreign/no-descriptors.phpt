--TEST--
Foreign: without a free descriptor attach() says so and leaves nothing behind
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_if_wrapped();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$code = <<<'CODE'
use ION\Process;
$theirs = proc_open(['sleep', '20'], [], $pipes);
$pid = proc_get_status($theirs)['pid'];
Process::setLimit('nofile', 40);
$open = [];
while ($stream = @fopen('/dev/null', 'r')) {
    $open[] = $stream;
}
try {
    Process::attach($pid);
    echo "attached\n";
} catch (ION\ProcessException $e) {
    echo "$e->errno\n";
}
array_splice($open, -2);
var_dump(Process::attach($pid)->isAlive());
proc_terminate($theirs);
CODE;
$run = ion_test_code($code);
echo $run['out'], $run['err'];

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
24
bool(true)
