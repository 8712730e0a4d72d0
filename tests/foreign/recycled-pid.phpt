--TEST--
Foreign: a stranger that got the pid is neither taken for the old process nor hit
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_pid_namespace();
ion_skip_if_wrapped();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$code = <<<'CODE'
use ION\Process;
function start(int $pid) {
    file_put_contents('/proc/sys/kernel/ns_last_pid', (string) ($pid - 1));
    return proc_open(['sleep', '20'], [], $pipes);
}
$first = start(5000);
if (proc_get_status($first)['pid'] !== 5000) {
    die("no pid of our own\n");
}
$held = Process::attach(5000);
$manager = new ION\Process\Manager();
$manager->add($held);
Process::kill(5000, 9);
proc_close($first);
$second = start(5000);
var_dump(proc_get_status($second)['pid'], $held->isAlive(), $held->kill(9), $manager->killAll(), $held->whenExit()->await() === $held);
var_dump(Process::isRunning(5000));
// the number now means the stranger
var_dump($manager->add(5000) !== $held, $manager->getPids(), $manager->get(5000) !== $held, count($manager));
$manager->killAll();
$manager->whenAllExit()->await();
var_dump(proc_get_status($second)['running']);
proc_close($second);
CODE;
$file = tempnam(sys_get_temp_dir(), 'ion-test-');
file_put_contents($file, "<?php\n$code");
$run = ion_test_run(array_merge(['unshare', '-pf', '--mount-proc'], ion_test_php([$file])));
unlink($file);
echo $run['out'], $run['err'];

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(5000)
bool(false)
bool(false)
int(0)
bool(true)
bool(true)
bool(true)
array(1) {
  [0]=>
  int(5000)
}
bool(true)
int(2)
bool(false)
