--TEST--
Process: handlers of pcntl run while the loop only reads output
--SKIPIF--
<?php
if (!extension_loaded('pcntl')) {
    die('skip needs pcntl');
}
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

pcntl_async_signals(true);
$gate = ion_test_temp('gate');
pcntl_signal(SIGUSR1, fn () => touch($gate));
$r = ION\Process::run(['sh', '-c', 'kill -USR1 "$1"; echo sent; until [ -e "$2" ]; do echo wait; done; echo seen', '-', (string) getmypid(), $gate]);
echo ion_test_end($r), ' ', strrchr(trim($r->stdout), 's'), "\n";
pcntl_signal(SIGUSR1, SIG_DFL);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
exit, status 0 seen
