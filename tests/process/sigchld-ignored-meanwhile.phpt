--TEST--
Process: SIGCHLD ignored while a program runs costs at most its status, never its end
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

$file = ion_test_temp('gate');
$promise = ION\Process::exec(['sh', '-c', 'until [ -e "$1" ]; do :; done; echo out; exit 3', '-', $file]);
pcntl_signal(SIGCHLD, SIG_IGN);
touch($file);
$r = $promise->await();
var_dump($r->stdout, in_array(ion_test_end($r), ['lost, status -1', 'exit, status 3'], true));
/* programs started from then on are safe */
echo ion_test_end(ION\Process::run('exit 4')), "\n";
pcntl_signal(SIGCHLD, SIG_DFL);
/* PHP takes its handler back when the next one comes */
ION\Process::run(['true']);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
string(4) "out
"
bool(true)
exit, status 4
