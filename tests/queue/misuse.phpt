--TEST--
Queue: what is wrong with a command is said at once, and nothing waits then
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process\ExecQueue;

foreach ([0, -1, PHP_INT_MIN] as $limit) {
    ion_test_try(fn () => new ExecQueue($limit));
}
$queue = new ExecQueue(1);
$blocker = $queue->exec(['sleep', '100']);
ion_test_try(fn () => $queue->exec(''));
ion_test_try(fn () => $queue->exec([]));
ion_test_try(fn () => $queue->exec(['a', 5]));
ion_test_try(fn () => $queue->exec("a\0b"));
ion_test_try(fn () => $queue->exec(['true'], ['timout' => 5]));
ion_test_try(fn () => $queue->exec(['true'], ['timeout' => -1]));
ion_test_try(fn () => $queue->exec(['true'], ['env' => 'A=B']));
ion_test_try(fn () => $queue->exec(['true'], ['env' => ['A=B' => 'C']]));
ion_test_try(fn () => $queue->exec(['true'], ['stdin' => 5]));
ion_test_try(fn () => $queue->exec(['true'], ['pid' => 5]));
ion_test_try(fn () => $queue->setLimit(0));
ion_test_try(fn () => $queue->__construct(5));
var_dump(count($queue), $queue->getLimit());
$blocker->cancel('end');
$blocker->onFail(fn () => null);

echo "the object\n";
ion_test_try(fn () => clone $queue);
ion_test_try(fn () => serialize($queue));
ion_test_try(function () use ($queue) {
    $queue->property = 1;
});
ion_test_try(fn () => (new ReflectionClass(ExecQueue::class))->newInstanceWithoutConstructor());
var_dump($queue instanceof Countable, (new ReflectionClass(ExecQueue::class))->isFinal());

$queue->whenIdle()->await();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
ValueError: ION\Process\ExecQueue::__construct(): Argument #1 ($limit) must be greater than 0
ValueError: ION\Process\ExecQueue::__construct(): Argument #1 ($limit) must be greater than 0
ValueError: ION\Process\ExecQueue::__construct(): Argument #1 ($limit) must be greater than 0
ValueError: ION\Process\ExecQueue::exec(): Argument #1 ($command) must not be empty
ValueError: ION\Process\ExecQueue::exec(): Argument #1 ($command) must be a list of a program and its arguments
TypeError: ION\Process\ExecQueue::exec(): Argument #1 ($command) must be a list of strings, but the one at index 1 is of type int
ValueError: ION\Process\ExecQueue::exec(): Argument #1 ($command) must not contain NUL bytes
ValueError: ION\Process\ExecQueue::exec(): Argument #2 ($options) has the unknown option "timout"; known are: %s
ValueError: Option "timeout" must be a finite number of seconds, at least 0
TypeError: Option "env" must be of type array, string given
ValueError: Option "env" must not have empty names or names with "=" or NUL: 'A=B'
TypeError: Option "stdin" must be of type string|resource|iterable|null, int given
ValueError: Option "pid" must be a reference, as in ['pid' => &$pid]
ValueError: ION\Process\ExecQueue::setLimit(): Argument #1 ($limit) must be greater than 0
Error: The constructor cannot be called twice
int(0)
int(1)
the object
Error: Trying to clone an uncloneable object of class ION\Process\ExecQueue
Exception: Serialization of 'ION\Process\ExecQueue' is not allowed
Error: Cannot create dynamic property ION\Process\ExecQueue::$property
ReflectionException: Class ION\Process\ExecQueue is an internal class marked as final that cannot be instantiated without invoking its constructor
bool(true)
bool(true)
