--TEST--
IPC: what cannot be sent is a TypeError that says where, and the next message arrives
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/codec.inc';
use ION\Process\IPC;

class Sleeper { public $secret = 'x'; public function __sleep() { echo "CALLED\n"; return []; } }
class BadSerialize { public function __serialize(): array { throw new DomainException('from __serialize()'); } }
class NoArray { #[ReturnTypeWillChange] public function __serialize() { return 'text'; } }
class Holder { public $public; protected $protected; private $private; public function __construct($a, $b, $c) { [$this->public, $this->protected, $this->private] = [$a, $b, $c]; } }
abstract class Old implements Serializable {}
error_reporting(E_ALL & ~E_DEPRECATED);
eval('class OnlySerializable extends Old { function serialize() { return "CALLED"; } function unserialize($s) {} }');
error_reporting(E_ALL);

function generator() { yield 1; }
[$a, $b] = IPC::create();
$closed = fopen('php://memory', 'r');
fclose($closed);
$values = [
    fn () => 1,
    strlen(...),
    generator(),
    new Fiber(fn () => 1),
    fopen('php://memory', 'r'),
    $closed,
    new class {},
    new class(1) extends Holder { public function __construct($a) {} },
    new WeakMap(),
    WeakReference::create($a),
    $a,
    new ION\Deferred(),
    new ReflectionClass('stdClass'),
    new Sleeper(),
    new OnlySerializable(),
    new NoArray(),
    unserialize('O:7:"Unknown":0:{}'),
    ['a' => [1, 2, 3, fn () => 1]],
    ["quote\"\n" => [str_repeat('k', 100) => fn () => 1]],
    (object) ['list' => [[new Holder(1, [2, fn () => 1], 3)]]],
    new Holder(1, 2, new Holder(fn () => 1, 2, 3)),
    new ArrayObject(['in' => [fopen('php://memory', 'r')]]),
    new Exception('with a closure', 0, new Holder2()),
];
class Holder2 extends Exception { public $x; public function __construct() { $this->x = fn () => 1; } }
$before = $a->getQueuedBytes();
foreach ($values as $value) {
    try {
        $a->send($value);
        echo "SENT\n";
    } catch (TypeError $e) {
        echo $e->getMessage(), "\n";
    }
    try {
        /* what was encoded before the fault is not sent either */
        $a->send(['first' => str_repeat('x', 1000), 'then' => $value]);
        echo "SENT\n";
    } catch (TypeError $e) {
        if (!str_contains($e->getMessage(), ' at ["then"]')) {
            echo $e->getMessage(), "\n";
        }
    }
}
try {
    $a->send([new BadSerialize()]);
} catch (DomainException $e) {
    echo get_class($e), ': ', $e->getMessage(), "\n";
}
$object = new stdClass();
$object->self = $object;
try {
    $a->send($object);
} catch (ValueError $e) {
    echo get_class($e), ': ', $e->getMessage(), "\n";
}
unset($object->self);
var_dump($before === $a->getQueuedBytes());
$a->send(['still' => 'here']);
echo json_encode(ION::promise(fn () => yield $b->whenIncoming())->await()->data), "\n";
$a->close();
$b->close();
ION::dispatch();
unset($a, $b, $values, $value);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
Cannot send Closure
Cannot send Closure
Cannot send Generator
Cannot send Fiber
Cannot send resource
Cannot send resource
Cannot send class@anonymous
Cannot send Holder@anonymous
Cannot send WeakMap
Cannot send WeakReference
Cannot send ION\Process\IPC
Cannot send ION\Deferred
Cannot send ReflectionClass
Cannot send Sleeper: it has __sleep(), which is not heeded here; give it __serialize()
Cannot send OnlySerializable: it is Serializable without __serialize() and __unserialize()
Cannot send NoArray: its __serialize() did not return an array
Cannot send __PHP_Incomplete_Class: it keeps a state that cannot be seen from outside
Cannot send Closure at ["a"][3]
Cannot send Closure at ["quote"\n"]["kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk..."]
Cannot send Closure at ->list[0][0]->protected[1]
Cannot send Closure at ->private->public
Cannot send resource at [1]["in"][0]
Cannot send Closure at ->previous->x
DomainException: from __serialize()
ValueError: Cannot send more than 128 arrays and objects inside one another, or one that contains itself
bool(true)
{"still":"here"}
