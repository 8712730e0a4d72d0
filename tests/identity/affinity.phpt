--TEST--
Identity: affinity is exactly what was asked for, or nothing changes
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
use ION\Process;
use ION\Process\ChildProcess;

$before = Process::getAffinity();
var_dump(count($before) === Process::getCpuCount(), Process::getCpuCount() === (int) trim(shell_exec('nproc')));
$one = [end($before)];
Process::setAffinity($one);
var_dump(Process::getAffinity() === $one, Process::getCpuCount());
preg_match('/^Cpus_allowed_list:\s*(.*)$/m', file_get_contents('/proc/self/status'), $m);
var_dump($m[1] === (string) $one[0]);
var_dump(Process::run([...ion_test_php(['-r', 'echo json_encode(ION\Process::getAffinity());'])])->stdout === json_encode($one));
ion_test_try(fn () => Process::setAffinity([$one[0], 8191]));
ion_test_try(fn () => Process::setAffinity([8191]));
var_dump(Process::getAffinity() === $one);
Process::setAffinity($before);
var_dump(Process::getAffinity() === $before);

$child = (new ChildProcess())->start(fn ($master) => yield $master->whenDisconnected());
$child->whenStarted()->await();
Process::setAffinity($one, $child->getPID());
var_dump(Process::getAffinity($child->getPID()) === $one, Process::getAffinity() === $before);
$child->stop()->await();

echo "misuse\n";
ion_test_try(fn () => Process::getAffinity($child->getPID()));
ion_test_try(fn () => Process::setAffinity($one, $child->getPID()));
foreach ([[], [-1], [8192], ['0'], [1.0]] as $cpus) {
    ion_test_try(fn () => Process::setAffinity($cpus));
}
ion_test_try(fn () => Process::setAffinity($one, -1));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
bool(true)
bool(true)
bool(true)
int(1)
bool(true)
bool(true)
ION\ProcessException: Cannot set the affinity of this process: Invalid argument
ION\ProcessException: Cannot set the affinity of this process: Invalid argument
bool(true)
bool(true)
bool(true)
bool(true)
misuse
ION\ProcessException: Cannot read the affinity of process %d: No such process
ION\ProcessException: Cannot set the affinity of process %d: No such process
ValueError: ION\Process::setAffinity(): Argument #1 ($cpus) must have at least one processor
ValueError: ION\Process::setAffinity(): Argument #1 ($cpus) must be a list of numbers of processors
ValueError: ION\Process::setAffinity(): Argument #1 ($cpus) must be a list of numbers of processors
TypeError: ION\Process::setAffinity(): Argument #1 ($cpus) must be a list of ints, string given in it
TypeError: ION\Process::setAffinity(): Argument #1 ($cpus) must be a list of ints, float given in it
ValueError: ION\Process::setAffinity(): Argument #2 ($pid) must be between 0 and 2147483647
