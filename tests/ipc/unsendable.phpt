--TEST--
IPC: what cannot be sent is refused before a byte of it; the next message is fine
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process\IPC;

[$a, $b] = IPC::create();
$b->whenIncoming()->then(fn ($message) => print(json_encode($message->data) . "\n"));
$generator = (function () { yield 1; })();
$cycle = [];
$cycle['self'] = &$cycle;
foreach (['closure' => fn () => 1, 'resource' => STDIN, 'generator' => $generator, 'fiber' => new Fiber(fn () => 1), 'anonymous' => new class {}, 'weak map' => new WeakMap(), 'channel' => $a, 'promise' => new ION\Promise(), 'deep' => ['a' => [3 => [STDIN]]], 'cycle' => $cycle] as $name => $value) {
    foreach (['send', 'request'] as $method) {
        try {
            $a->$method($value);
            echo "$name: sent\n";
        } catch (Throwable $e) {
            echo "$name: ", get_class($e), "\n";
        }
    }
}
unset($cycle["self"], $cycle, $value);
gc_collect_cycles();
var_dump($a->getStats()['messagesSent'], $a->getQueuedBytes());
/* a class that throws, one that sends, one that closes while it is serialised */
final class Hook
{
    public function __construct(public $fn) {}
    public function __serialize(): array
    {
        return ($this->fn)();
    }
}
ion_test_try(fn () => $a->send([new Hook(fn () => throw new DomainException('no'))]));
$b->setOptions(['classes' => ['Hook']]);
ion_test_try(fn () => $a->send(new Hook(fn () => [fn () => 1])));
ION::setErrorHandler(fn ($e) => print(get_class($e) . "\n"));
$a->send([1, new Hook(function () use ($a) { $a->send(['inner']); return []; }), str_repeat('long', 10)]);
ion_test_try(fn () => $a->send(new Hook(function () use ($a) { $a->close(); return []; })));
ION::dispatch();
unset($value, $cycle);
gc_collect_cycles();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
closure: TypeError
closure: TypeError
resource: TypeError
resource: TypeError
generator: TypeError
generator: TypeError
fiber: TypeError
fiber: TypeError
anonymous: TypeError
anonymous: TypeError
weak map: TypeError
weak map: TypeError
channel: TypeError
channel: TypeError
promise: TypeError
promise: TypeError
deep: TypeError
deep: TypeError
cycle: ValueError
cycle: ValueError
int(0)
int(0)
DomainException: no
TypeError: Cannot send Closure at [0]
ION\Process\DisconnectedException: The channel is closed
["inner"]
[1,{"fn":null},"longlonglonglonglonglonglonglonglonglong"]
