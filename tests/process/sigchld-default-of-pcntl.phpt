--TEST--
Process: SIGCHLD set to ignore and back by pcntl_signal() is no handler to call
--SKIPIF--
<?php
if (!extension_loaded('pcntl')) {
    die('skip needs pcntl');
}
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

/* PHP leaves SA_SIGINFO on beside SIG_IGN and SIG_DFL */
pcntl_signal(SIGCHLD, SIG_IGN);
echo Process::run('exit 4')->status, "\n";
pcntl_signal(SIGCHLD, SIG_DFL);
$first = Process::exec('exit 5');
$second = Process::exec('exit 6');
echo $first->await()->status, ' ', $second->await()->status, "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
4
5 6
