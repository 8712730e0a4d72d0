--TEST--
Process: the result has every field of its type, and none can be written
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$before = microtime(true);
$r = ION\Process::run(['sh', '-c', 'printf out; printf err >&2; exit 7'], ['pid' => &$pid]);
$after = microtime(true);
foreach ((new ReflectionClass($r))->getProperties() as $p) {
    echo $p->getName(), ' ', $p->getType(), $p->isReadOnly() ? ' readonly' : ' WRITABLE', "\n";
}
var_dump($r->command, $r->stdout, $r->stderr, $r->status, $r->signaled, $r->signal, $r->cause);
var_dump($r->truncated, $r->pipesHeld, $r->coreDumped, $r->ok());
var_dump($r->pid === $pid && $pid > 1);
var_dump($r->startedTime >= $before - 0.02 && $r->startedTime <= $after + 0.02);
var_dump($r->duration > 0 && $r->duration <= $after - $before);
foreach (['status' => 0, 'stdout' => '', 'usage' => []] as $name => $value) {
    ion_test_try(fn () => $r->$name = $value);
}
ion_test_try(function () use ($r) { $r->more = 1; });
ion_test_try(fn () => clone $r);
ion_test_try(fn () => new ION\Process\Exec());

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
command string readonly
pid int readonly
stdout string readonly
stderr string readonly
status int readonly
signaled bool readonly
signal int readonly
cause string readonly
truncated bool readonly
pipesHeld bool readonly
coreDumped bool readonly
startedTime float readonly
duration float readonly
usage array readonly
string(42) "sh -c 'printf out; printf err >&2; exit 7'"
string(3) "out"
string(3) "err"
int(7)
bool(false)
int(0)
string(4) "exit"
bool(false)
bool(false)
bool(false)
bool(false)
bool(true)
bool(true)
bool(true)
Error: Cannot modify readonly property ION\Process\Exec::$status
Error: Cannot modify readonly property ION\Process\Exec::$stdout
Error: Cannot modify readonly property ION\Process\Exec::$usage
Error: Cannot create dynamic property ION\Process\Exec::$more
Error: Trying to clone an uncloneable object of class ION\Process\Exec
Error: Call to private ION\Process\Exec::__construct() from global scope
