--TEST--
IPC: options are checked, and a wrong one changes nothing
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process\IPC;

[$a, $b] = IPC::create();
foreach ([
    ['maxmessage' => 1], [5], ['maxMessage' => 0], ['maxMessage' => -1], ['maxMessage' => 1 << 40], ['maxMessage' => '5'],
    ['highWater' => 0], ['highWater' => 1], ['lowWater' => 2 << 20], ['lowWater' => 1.5], ['queueLimit' => 1000], ['maxHandles' => 254],
    ['classes' => 'X'], ['classes' => [5]], ['classes' => ['']], ['maxMessage' => 10, 'nonsense' => 1],
] as $options) {
    ion_test_try(fn () => $a->setOptions($options));
}
$a->send(str_repeat('x', 100));
var_dump($a->setOptions(['maxMessage' => 5, 'classes' => null, 'highWater' => null]) === $a);
ion_test_try(fn () => $a->send('123456'));
ion_test_try(fn () => $a->send([1, 2, 3, 4, 5, 6]));
ion_test_try(fn () => $a->request('123456'));
$a->send('12345');
$a->setOptions([]);
/* what is longer than the receiver allows is a protocol error */
$b->setOptions(['maxMessage' => 100]);
$a->setOptions(['maxMessage' => 1000]);
ION::setErrorHandler(fn ($e) => print('error handler: ' . get_class($e) . ': ' . $e->getMessage() . "\n"));
$b->whenIncoming()->then(fn ($message) => print(strlen($message->data) . "\n"));
$b->whenDisconnected()->then(fn () => print("disconnected\n"));
$a->send(str_repeat('x', 100))->send(str_repeat('x', 101))->send('after it');
ION::dispatch();
$a->close();
/* harmless when it is over */
$b->setOptions(['maxMessage' => 200]);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ValueError: ION\Process\IPC::setOptions(): Argument #1 ($options) has the unknown option "maxmessage"; known are: maxMessage, highWater, lowWater, queueLimit, maxHandles, maxRequests, closeTimeout, classes
ValueError: ION\Process\IPC::setOptions(): Argument #1 ($options) has the number 0 where the name of an option is due; known are: maxMessage, highWater, lowWater, queueLimit, maxHandles, maxRequests, closeTimeout, classes
ValueError: Option "maxMessage" must be between 1 and 2147483647
ValueError: Option "maxMessage" must be at least 0
ValueError: Option "maxMessage" must be between 1 and 2147483647
TypeError: Option "maxMessage" must be of type int, string given
ValueError: Option "highWater" must be at least 1
ValueError: Option "lowWater" must not be over highWater: 262144 is over 1
ValueError: Option "lowWater" must not be over highWater: 2097152 is over 1048576
TypeError: Option "lowWater" must be of type int, float given
ValueError: Option "highWater" must not be over queueLimit: 1048576 is over 1000
ValueError: Option "maxHandles" must be between 0 and 253
TypeError: Option "classes" must be of type array, string given
ValueError: Option "classes" must be a list of class names
ValueError: Option "classes" must be a list of class names
ValueError: ION\Process\IPC::setOptions(): Argument #1 ($options) has the unknown option "nonsense"; known are: maxMessage, highWater, lowWater, queueLimit, maxHandles, maxRequests, closeTimeout, classes
bool(true)
ValueError: The message is too long: 6 bytes, and the limit (maxMessage) is 5
ValueError: The message is too long: 14 bytes, and the limit (maxMessage) is 5
ValueError: The message is too long: 6 bytes, and the limit (maxMessage) is 5
100
5
100
error handler: ION\Process\ProtocolException: The other end of a channel broke the protocol: the length is over the limit
disconnected
