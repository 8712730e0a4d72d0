--TEST--
Foreign: what is no process is no member, and a Manager is neither copied nor stored
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\Manager;

$manager = new Manager();
$tries = [
    fn () => $manager->add(0),
    fn () => $manager->add(-3),
    fn () => $manager->add(new stdClass()),
    fn () => $manager->add($manager),
    fn () => $manager->remove(new stdClass()),
    fn () => $manager->signalAll('NOPE'),
    fn () => clone $manager,
    fn () => serialize($manager),
    fn () => $manager->name = 1,
];
foreach ($tries as $try) {
    try {
        $try();
        echo "accepted\n";
    } catch (Throwable $e) {
        echo get_class($e), ': ', $e->getMessage(), "\n";
    }
}
var_dump(count($manager), iterator_to_array($manager), $manager->get(-1), $manager->remove(0));

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ValueError: ION\Process\Manager::add(): Argument #1 ($process) must be the pid of a process, at least 1
ValueError: ION\Process\Manager::add(): Argument #1 ($process) must be the pid of a process, at least 1
TypeError: ION\Process\Manager::add(): Argument #1 ($process) must be of type ION\Process\ChildProcess|ION\Process\ForeignProcess|int, stdClass given
TypeError: ION\Process\Manager::add(): Argument #1 ($process) must be of type ION\Process\ChildProcess|ION\Process\ForeignProcess|int, ION\Process\Manager given
TypeError: ION\Process\Manager::remove(): Argument #1 ($process) must be of type ION\Process\ChildProcess|ION\Process\ForeignProcess|int, stdClass given
ValueError: ION\Process\Manager::signalAll(): Argument #1 ($signal) must be a signal, by number or by name such as "TERM"
Error: Trying to clone an uncloneable object of class ION\Process\Manager
Exception: Serialization of 'ION\Process\Manager' is not allowed
Error: Cannot create dynamic property ION\Process\Manager::$name
int(0)
array(0) {
}
NULL
bool(false)
