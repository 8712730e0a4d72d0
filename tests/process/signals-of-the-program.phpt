--TEST--
Process: the program has an empty mask and no ignored signal, whatever the caller has
--SKIPIF--
<?php
if (!extension_loaded('pcntl')) {
    die('skip needs pcntl');
}
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

pcntl_sigprocmask(SIG_BLOCK, [SIGUSR1, SIGTERM], $old);
pcntl_signal(SIGUSR2, SIG_IGN);
pcntl_signal(SIGHUP, fn () => null);
/* not grep(1), which has a handler of its own */
$status = ION\Process::run(['cat', '/proc/self/status'], ['env' => ['LD_PRELOAD' => null]])->stdout;
echo implode("\n", preg_grep('/^Sig(Blk|Ign|Cgt)/', explode("\n", $status))), "\n";
pcntl_signal(SIGUSR2, SIG_DFL);
pcntl_signal(SIGHUP, SIG_DFL);
pcntl_sigprocmask(SIG_SETMASK, $old);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
SigBlk:	0000000000000000
SigIgn:	0000000000000000
SigCgt:	0000000000000000
