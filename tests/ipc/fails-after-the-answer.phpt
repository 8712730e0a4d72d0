--TEST--
IPC: what goes wrong after a request was answered by hand is told here
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
use ION\Process\IPC;
use ION\Process\IPC\Message;

ION::setErrorHandler(fn (Throwable $e) => print(get_class($e) . ": {$e->getMessage()}\n"));

[$left, $right] = IPC::create();
$handlers = [
    function (Message $message) {
        $message->reply('answered');
        throw new LogicException('and then it throws');
    },
    function (Message $message) {
        $message->reply('answered twice');
        $message->reply('again');
    },
    function (Message $message) {
        $message->reply('answered by a coroutine');
        yield ION::await(0.001);
        throw new LogicException('and a turn later');
    },
    function (Message $message) {
        $message->reply('answered, and returned');
        return 'what nobody gets';
    },
];
foreach ($handlers as $handler) {
    $right->onRequest($handler);
    echo $left->request(1)->await(), "\n";
    ION::await(0.002)->await();
}
$left->close();
$right->close();
unset($left, $right);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
LogicException: and then it throws
answered
ION\InvalidUsageException: This request has been answered already
answered twice
answered by a coroutine
LogicException: and a turn later
answered, and returned
