--TEST--
Process: the children of proc_open(), system() and pcntl_fork() keep their status
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

$foreign = proc_open(['sh', '-c', 'exit 7'], [], $pipes);
$forked = pcntl_fork();
if ($forked === 0) {
    exec('kill -9 ' . getmypid());
}
for ($i = 0; $i < 20; $i++) {
    $all[] = Process::exec('exit 3');
}
ION\Promise::all($all)->await();
/* all of them are dead by now or soon; ION looks again and again */
ion_test_wait(fn () => ion_test_state($forked) === 'Z', 'the death of the fork');
system('exit 9', $code);
var_dump($code, proc_close($foreign));
var_dump(pcntl_waitpid($forked, $status) === $forked, pcntl_wtermsig($status));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(9)
int(7)
bool(true)
int(9)
