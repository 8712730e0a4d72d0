--TEST--
IPC: the objects cannot be made, copied, stored or changed from outside
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process\IPC;

[$a, $b] = IPC::create();
$message = null;
ION::promise(function () use ($b, &$message) { $message = yield $b->whenIncoming(); });
$a->send(['x'])->request('asked')->onFail(fn () => null);
ION::dispatch(ION::LOOP_NONBLOCK);
ION::dispatch(ION::LOOP_NONBLOCK);
foreach (['IPC' => $a, 'Message' => $message] as $name => $object) {
    echo "--- $name\n";
    $class = get_class($object);
    ion_test_try(fn () => new $class());
    ion_test_try(fn () => (new ReflectionClass($class))->newInstanceWithoutConstructor());
    ion_test_try(fn () => $object->__construct());
    ion_test_try(fn () => clone $object);
    ion_test_try(fn () => serialize($object));
    ion_test_try(fn () => unserialize('O:' . strlen($class) . ":\"$class\":0:{}"));
    ion_test_try(fn () => $object->dynamic = 1);
    ion_test_try(fn () => $object == $a && $object == $message);
    var_dump((new ReflectionClass($class))->isFinal(), $object == $object, strlen(var_export($object, true)) > 10, count((array) $object));
}
foreach (['data', 'context', 'handle', 'pid', 'uid'] as $property) {
    ion_test_try(fn () => $message->$property = 1);
    ion_test_try(function () use ($message, $property) { unset($message->$property); });
}
ion_test_try(function () use ($message) { $message->data[] = 'y'; });
ion_test_try(function () use ($message) { foreach ($message as $key => &$value); });
var_dump($message->data, json_encode($message) === json_encode(get_object_vars($message)));

/* a message that was looked at in every way is still only itself: the next one is another */
$seen = [];
$b->whenIncoming()->then(function ($m) use (&$seen) {
    $seen[] = [spl_object_id($m), (array) $m, WeakReference::create($m), $m->data];
});
$a->send(1)->send(2)->send(3);
while (count($seen) < 4) {
    ION::dispatch(ION::LOOP_ONCE);
}
echo json_encode(array_column($seen, 3)), ' ', json_encode(array_map(fn ($s) => $s[2]->get() === null, $seen)), ' ', json_encode(array_map(fn ($s) => $s[1]['data'], $seen)), "\n";
$map = new WeakMap();
$b->whenIncoming()->cancel();
$b->whenIncoming()->then(function ($m) use ($map) { $map[$m] = $m->data; });
$a->send(1)->send(2);
ION::dispatch(ION::LOOP_NONBLOCK);
ION::dispatch(ION::LOOP_NONBLOCK);
var_dump(count($map));

/* callbacks */
foreach (['nofunc', [new ArrayObject(), 'nomethod'], 'Missing::method', 5, [], new stdClass()] as $wrong) {
    ion_test_try(fn () => $a->onRequest($wrong));
    ion_test_try(fn () => $a->whenIncoming()->then($wrong));
}
ion_test_try(fn () => $a->onRequest());
ion_test_try(fn () => $a->send());
ion_test_try(fn () => $a->setOptions('x'));
final class Callbacks
{
    private function secret($m) { return 'secret'; }
    public static function fixed($m) { return 'fixed'; }
    public function __invoke($m) { return 'invoked'; }
    public function __call($name, $arguments) { return "$name of " . count($arguments); }
    public function own() { return $this->secret(...); }
    public function reference(&$m) { $m = null; return 'reference'; }
}
$object = new Callbacks();
[$a, $b] = IPC::create();
foreach ([[$object, 'secret'], 'Callbacks::fixed', [Callbacks::class, 'fixed'], $object, $object->own(), [$object, 'magic'], $object->magic(...), [$object, 'reference'], fn (&...$all) => count($all), fn () => 'none', 'get_debug_type'] as $callback) {
    $b->onRequest($callback);
    echo $a->request('x')->await(), "\n";
}
/* named arguments */
echo get_debug_type($a->send(handle: null, data: 'named')), ' ', $a->request(timeout: 5, data: 'x')->await(), "\n";
$a->close();
$b = $message = $seen = null;
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
--- IPC
Error: Call to private ION\Process\IPC::__construct() from global scope
ReflectionException: Class ION\Process\IPC is an internal class marked as final that cannot be instantiated without invoking its constructor
Error: Call to private method ION\Process\IPC::__construct() from global scope
Error: Trying to clone an uncloneable object of class ION\Process\IPC
Exception: Serialization of 'ION\Process\IPC' is not allowed
Exception: Unserialization of 'ION\Process\IPC' is not allowed
Error: Cannot create dynamic property ION\Process\IPC::$dynamic
bool(true)
bool(true)
bool(true)
int(0)
--- Message
Error: Call to private ION\Process\IPC\Message::__construct() from global scope
ReflectionException: Class ION\Process\IPC\Message is an internal class marked as final that cannot be instantiated without invoking its constructor
Error: Call to private method ION\Process\IPC\Message::__construct() from global scope
Error: Trying to clone an uncloneable object of class ION\Process\IPC\Message
Exception: Serialization of 'ION\Process\IPC\Message' is not allowed
Exception: Unserialization of 'ION\Process\IPC\Message' is not allowed
Error: Cannot create dynamic property ION\Process\IPC\Message::$dynamic
bool(true)
bool(true)
bool(true)
int(5)
Error: Cannot modify readonly property ION\Process\IPC\Message::$data
Error: Cannot unset readonly property ION\Process\IPC\Message::$data
Error: Cannot modify readonly property ION\Process\IPC\Message::$context
Error: Cannot unset readonly property ION\Process\IPC\Message::$context
Error: Cannot modify readonly property ION\Process\IPC\Message::$handle
Error: Cannot unset readonly property ION\Process\IPC\Message::$handle
Error: Cannot modify readonly property ION\Process\IPC\Message::$pid
Error: Cannot unset readonly property ION\Process\IPC\Message::$pid
Error: Cannot modify readonly property ION\Process\IPC\Message::$uid
Error: Cannot unset readonly property ION\Process\IPC\Message::$uid
Error: Cannot %Smodify readonly property ION\Process\IPC\Message::$data
Error: Cannot acquire reference to readonly property ION\Process\IPC\Message::$data
array(1) {
  [0]=>
  string(1) "x"
}
bool(true)
["asked",1,2,3] [true,true,true,true] ["asked",1,2,3]
int(0)
TypeError: ION\Process\IPC::onRequest(): Argument #1 ($handler) must be a valid callback or null, function "nofunc" not found or invalid function name
TypeError: ION\Promise::then(): Argument #1 ($done) must be a valid callback, an ION\Promise or null, function "nofunc" not found or invalid function name
TypeError: ION\Process\IPC::onRequest(): Argument #1 ($handler) must be a valid callback or null, class ArrayObject does not have a method "nomethod"
TypeError: ION\Promise::then(): Argument #1 ($done) must be a valid callback, an ION\Promise or null, class ArrayObject does not have a method "nomethod"
TypeError: ION\Process\IPC::onRequest(): Argument #1 ($handler) must be a valid callback or null, class "Missing" not found
TypeError: ION\Promise::then(): Argument #1 ($done) must be a valid callback, an ION\Promise or null, class "Missing" not found
TypeError: ION\Process\IPC::onRequest(): Argument #1 ($handler) must be a valid callback or null, no array or string given
TypeError: ION\Promise::then(): Argument #1 ($done) must be a valid callback, an ION\Promise or null, no array or string given
TypeError: ION\Process\IPC::onRequest(): Argument #1 ($handler) must be a valid callback or null, array callback must have exactly two members
TypeError: ION\Promise::then(): Argument #1 ($done) must be a valid callback, an ION\Promise or null, array callback must have exactly two members
TypeError: ION\Process\IPC::onRequest(): Argument #1 ($handler) must be a valid callback or null, no array or string given
TypeError: ION\Promise::then(): Argument #1 ($done) must be a valid callback, an ION\Promise or null, no array or string given
ArgumentCountError: ION\Process\IPC::onRequest() expects exactly 1 argument, 0 given
ArgumentCountError: ION\Process\IPC::send() expects at least 1 argument, 0 given
TypeError: ION\Process\IPC::setOptions(): Argument #1 ($options) must be of type array, string given
secret of 1
fixed
fixed
invoked
secret
magic of 1
magic of 1
reference
1
none
ION\Process\IPC\Message
ION\Process\IPC ION\Process\IPC\Message
