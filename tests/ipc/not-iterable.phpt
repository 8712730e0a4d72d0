--TEST--
IPC: foreach over a channel or a Pipe itself says what to iterate instead
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process;
use ION\Process\IPC;

[$left, $right] = IPC::create();
$cat = Process::spawn(['cat']);
$ways = [
    'foreach' => function (object $object) { foreach ($object as $value) { echo "NEVER\n"; } },
    'by reference' => function (object $object) { foreach ($object as &$value) { echo "NEVER\n"; } },
    'spread' => function (object $object) { return [...$object]; },
    'yield from' => function (object $object) { foreach ((fn () => yield from $object)() as $value) { echo "NEVER\n"; } },
];
foreach ($ways as $name => $way) {
    foreach ([$left, $cat->getStdout()] as $object) {
        try {
            $way($object);
        } catch (Throwable $e) {
            printf("%-12s  %s: %s\n", $name, get_class($e), $e->getMessage());
        }
    }
}
var_dump(is_iterable($left), $left instanceof Traversable, is_iterable($cat->getStdout()));

/* and both are as they were */
$cat->getStdin()->end("whole\n");
echo $cat->getStdout()->readAll()->await();
$right->send('message');
foreach ($left->whenIncoming() as $message) {
    echo $message->data, "\n";
    break;
}
$cat->whenExit()->await();
$left->close();
$right->close();
unset($left, $right, $object, $cat, $message);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
foreach       ION\InvalidUsageException: An IPC cannot be iterated: foreach over its whenIncoming()
foreach       ION\InvalidUsageException: A Pipe cannot be iterated: foreach over its whenData(), or call readLine() until it gives null
by reference  ION\InvalidUsageException: An IPC cannot be iterated: foreach over its whenIncoming()
by reference  ION\InvalidUsageException: A Pipe cannot be iterated: foreach over its whenData(), or call readLine() until it gives null
spread        ION\InvalidUsageException: An IPC cannot be iterated: foreach over its whenIncoming()
spread        ION\InvalidUsageException: A Pipe cannot be iterated: foreach over its whenData(), or call readLine() until it gives null
yield from    ION\InvalidUsageException: An IPC cannot be iterated: foreach over its whenIncoming()
yield from    ION\InvalidUsageException: A Pipe cannot be iterated: foreach over its whenData(), or call readLine() until it gives null
bool(false)
bool(false)
bool(false)
whole
message
