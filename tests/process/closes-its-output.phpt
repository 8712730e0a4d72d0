--TEST--
Process: a program that closes its outputs early is still waited for
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$gate = ion_test_temp('gate');
$promise = ION\Process::exec('echo hi; exec >&- 2>&-; until [ -e "$GATE" ]; do :; done; exit 9', ['env' => ['GATE' => $gate], 'pid' => &$pid]);
ion_test_wait(fn () => !file_exists("/proc/$pid/fd/1"), 'stdout closed');
for ($i = 0; $i < 5; $i++) {
    ION::dispatch(ION::LOOP_NONBLOCK);
}
echo $promise->getState(), "\n";
touch($gate);
$r = $promise->await();
var_dump($r->stdout, ion_test_end($r));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
pending
string(3) "hi
"
string(14) "exit, status 9"
