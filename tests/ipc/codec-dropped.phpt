--TEST--
IPC: what an object drops while it is made may throw in its destructor, and the message is refused for that
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\IPC;

class Dropped
{
    public static ?Closure $last = null;
    public function __destruct()
    {
        self::$last && (self::$last)();
    }
}
class Drops
{
    public $inner;
    public function __serialize(): array { return [$this->inner]; }
    public function __unserialize(array $data): void { echo "made\n"; }
}

ION::setErrorHandler(fn ($e) => print('error handler: ' . get_class($e) . ': ' . $e->getMessage() . "\n"));
[$a, $b] = IPC::create();
$b->setOptions(['classes' => ['Drops', 'Dropped']]);
$b->whenIncoming()->then(function ($message) {
    echo 'got ', get_debug_type($message->data), "\n";
});
$value = new Drops();
$value->inner = new Dropped();

echo "nothing happens\n";
$a->send($value);
$a->flush()->await();
ION::dispatch(ION::LOOP_ONCE | ION::LOOP_NONBLOCK);

echo "it throws\n";
Dropped::$last = fn () => throw new LogicException('from the destructor');
$a->send($value)->send('after it');
$a->flush()->await();
for ($i = 0; $i < 3; $i++) {
    ION::dispatch(ION::LOOP_ONCE | ION::LOOP_NONBLOCK);
}

echo "a request\n";
$b->onRequest(fn ($message) => get_debug_type($message->data));
try {
    var_dump($a->request($value)->await());
} catch (Throwable $e) {
    echo get_class($e), ': ', $e->getMessage(), "\n";
}
Dropped::$last = null;
unset($value, $e);
$a->close();
$b->close();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
nothing happens
made
got Drops
it throws
made
error handler: LogicException: from the destructor
got string
a request
made
error handler: LogicException: from the destructor
ION\Process\IPCException: LogicException: from the destructor
