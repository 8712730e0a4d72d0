--TEST--
Process: a status that somebody else took is lost and never guessed, others are not concerned
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

use ION\Process;

$stolen = Process::exec(['sh', '-c', 'echo out; exit 3'], ['pid' => &$pid]);
$taken = pcntl_waitpid($pid, $status);
var_dump($taken === $pid);
$other = Process::exec('exit 4');
$r = $stolen->await();
var_dump($r->stdout, ion_test_end($r), $r->ok(), $r->signaled, $r->signal);
echo ion_test_end($other->await()), "\n";
$again = Process::exec('exit 5', ['throw' => true, 'pid' => &$pid]);
pcntl_waitpid($pid, $status);
try {
    $again->await();
} catch (Process\ExecException $e) {
    echo strtok($e->getMessage(), "\n"), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
string(4) "out
"
string(15) "lost, status -1"
bool(false)
bool(false)
int(0)
exit, status 4
'exit 5' ended, but somebody else took its exit status
