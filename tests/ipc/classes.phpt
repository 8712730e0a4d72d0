--TEST--
IPC: objects and enums are made only of the classes that the receiver allows
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\{IPC, IPCException};

enum Suit: string
{
    case Hearts = 'h';
}
final class Point
{
    public function __construct(public int $x = 0) {}
    public function __unserialize(array $data): void
    {
        echo "Point made\n";
        $this->x = $data['x'];
    }
    public function __serialize(): array
    {
        return ['x' => $this->x];
    }
}
spl_autoload_register(fn ($class) => print("AUTOLOAD $class\n"));
ION::setErrorHandler(fn ($e) => print('error handler: ' . get_class($e) . "\n"));
[$a, $b] = IPC::create();
$b->whenIncoming()->then(function ($message) {
    echo get_debug_type($message->data), ' ', json_encode($message->data), "\n";
});
$b->onRequest(fn ($message) => $message->data);
$send = function () use ($a) {
    $a->send(new Point(1))->send([Suit::Hearts])->send('plain');
    echo $a->request('sync')->await(), "\n";
};
echo "--- nothing allowed\n";
$send();
echo "--- one class\n";
$b->setOptions(['classes' => ['\POINT']]);
$send();
echo "--- both\n";
$b->setOptions(['classes' => ['Point', 'Suit']]);
$send();
echo "--- requests and replies\n";
$b->setOptions(['classes' => []]);
try {
    $a->request(new Point(2))->await();
} catch (IPCException $e) {
    echo 'refused there: ', $e->remoteClass, "\n";
}
$b->onRequest(fn ($message) => new Point(3));
try {
    $a->request('give')->await();
} catch (Throwable $e) {
    echo 'refused here: ', get_class($e), "\n";
}
$a->setOptions(['classes' => ['Point']]);
echo json_encode($a->request('give')->await()), "\n";
$a->close();
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
--- nothing allowed
error handler: ION\Process\IPCException
error handler: ION\Process\IPCException
string "plain"
sync
--- one class
Point made
Point {"x":1}
error handler: ION\Process\IPCException
string "plain"
sync
--- both
Point made
Point {"x":1}
array ["h"]
string "plain"
sync
--- requests and replies
error handler: ION\Process\IPCException
refused there: ION\Process\IPCException
refused here: ION\Process\IPCException
Point made
{"x":3}
