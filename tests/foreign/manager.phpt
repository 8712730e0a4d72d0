--TEST--
Foreign: a Manager holds own children and strangers alike
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\Manager;

$manager = new Manager();
var_dump(count($manager), $manager->getPids(), $manager->get(1), $manager->signalAll(), $manager->whenAllExit()->getState());

$theirs = proc_open(['sleep', '20'], [], $pipes);
$pid = proc_get_status($theirs)['pid'];
$stranger = $manager->add($pid);
$child = (new ChildProcess())->start(fn () => ION::await(60)->await());
var_dump($manager->add($child) === $child, $manager->add($pid) === $stranger, $manager->add($stranger) === $stranger, count($manager));
// not started yet: a member without a pid
var_dump($manager->getPids() === [$pid]);
$child->whenStarted()->await();
var_dump($manager->getPids() === [$pid, $child->getPID()], $manager->get($pid) === $stranger, $manager->get($child->getPID()) === $child);
// by its pid an own child is the child
var_dump($manager->remove($child), $manager->remove($child), $manager->add($child->getPID()) === $child);
foreach ($manager as $key => $member) {
    echo $key, ' ', get_class($member), "\n";
    $manager->remove($member);
}
var_dump(count($manager), $child->isAlive(), $stranger->isAlive());
$manager->add($stranger);
$manager->add($child);
var_dump($manager->signalAll('HUP'));
$manager->whenAllExit()->then(fn (array $all) => print(implode(' ', array_column($all, 'state')) . "\n"));
ION::dispatch();
var_dump($child->getSignal(), count($manager), $manager->get($pid) === $stranger, $manager->remove($pid), $manager->remove(12345678));
echo ion_test_close($theirs)['signal'], "\n";
// nobody is there any more
try {
    $manager->add($pid);
} catch (ION\ProcessException $e) {
    echo "$e->errno\n";
}
Process::wait(false);
unset($member);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(0)
array(0) {
}
NULL
int(0)
string(4) "done"
bool(true)
bool(true)
bool(true)
int(2)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(false)
bool(true)
0 ION\Process\ForeignProcess
1 ION\Process\ChildProcess
int(0)
bool(true)
bool(true)
int(2)
done done
int(1)
int(2)
bool(true)
bool(true)
bool(false)
1
3
