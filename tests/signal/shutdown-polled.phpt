--TEST--
Signal: isShutdownRequested() needs no loop, and keeps none alive
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$code = <<<'CODE'
use ION\Process;
var_dump(Process::isShutdownRequested());
var_dump(ION::dispatch());
Process::kill(getmypid(), 'TERM');
$rounds = 0;
while (!Process::isShutdownRequested()) {
    $rounds++;
}
echo "asked\n";
var_dump(Process::whenShutdown()->await());
exit(7);
CODE;
$run = ion_test_code($code);
echo $run['out'], $run['err'], "code $run[code]\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(false)
bool(false)
asked
int(15)
code 7
