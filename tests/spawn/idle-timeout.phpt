--TEST--
Spawn: idleTimeout ends a program that is silent, and only such a one
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Promise\TimeoutException;

try {
    Process::run('echo first; exec sleep 100', ['idleTimeout' => 0.2]);
} catch (TimeoutException $e) {
    echo get_class($e), ': ', $e->getMessage(), "\n";
    echo json_encode([$e->result->cause, $e->result->stdout, $e->result->signal]), "\n";
}
// it speaks for longer than the limit; either stream counts
$r = Process::run('for i in 1 2 3 4 5 6; do sleep 0.1; echo $i >&2; done', ['idleTimeout' => ion_test_seconds(0.5)]);
echo json_encode([$r->cause, $r->stderr, $r->status]), "\n";

$r = Process::run('true', ['idleTimeout' => 0.0]);
var_dump($r->ok());

$child = Process::spawn(['sleep', '100'], ['timeout' => 0.1]);
$child->whenExit()->await();
echo json_encode([$child->getSignal(), $child->getError()]), "\n";
$child->getStdin()->close();
$child->getStdout()->close();
$child->getStderr()->close();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ION\Promise\TimeoutException: 'echo first; exec sleep 100' printed nothing for 0.2 s and was stopped
["idle","first\n",15]
["exit","1\n2\n3\n4\n5\n6\n",0]
bool(true)
[15,{"class":"ION\\Promise\\TimeoutException","message":"'sleep 100' took longer than 0.1 s and was stopped","file":"","line":0}]
