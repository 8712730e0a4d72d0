--TEST--
Promise: objects made, copied and stored in unusual ways stay sound
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\{Deferred, Promise, ResolvablePromise, Sequence};

function attempt(callable $fn): void
{
    try {
        $result = $fn();
        echo is_object($result) ? get_class($result) : var_export($result, true), "\n";
    } catch (Throwable $e) {
        echo get_class($e), ': ', $e->getMessage(), "\n";
    }
}
foreach ([Promise::class, ResolvablePromise::class, Deferred::class, Sequence::class] as $class) {
    echo "== $class\n";
    $o = new $class();
    attempt(fn () => $o->__construct());
    attempt(fn () => serialize($o));
    attempt(fn () => unserialize('O:' . strlen($class) . ':"' . $class . '":0:{}'));
    attempt(fn () => var_export($o, true));
    attempt(fn () => json_encode($o));
    attempt(fn () => (array) $o);
    attempt(fn () => $o == new $class());
    attempt(fn () => $o[0] ?? 'no array');
    $bare = (new ReflectionClass($class))->newInstanceWithoutConstructor();
    echo $bare->getState(), ' ', $bare->getFlags(), "\n";
    attempt(fn () => $bare->then(fn ($v) => print("bare handler\n")));
    attempt(fn () => $bare->__construct());
    attempt(fn () => (clone $bare)->getState());
    if ($bare instanceof ResolvablePromise) {
        attempt(fn () => $bare->done('x')->getState());
    } elseif ($bare instanceof Sequence) {
        attempt(fn () => $bare('x')->getState());
    }
    attempt(fn () => $bare->__construct());
    attempt(fn () => iterator_to_array((function () use ($o) { yield from [1]; })()));
    unset($o, $bare);
}

echo "== subclasses that do not call the parent's constructor\n";
class Quiet extends Deferred
{
    public $x = 1;
    public function __construct() {}
}
$q = new Quiet();
$q->then(fn ($v) => print("handler $v\n"));
attempt(fn () => $q->done('v')->getState());
attempt(fn () => (new Quiet())->cancel('c')->getState());
attempt(fn () => (new Quiet())->timeout(5)->cancel('c')->getState());

echo "== settled in the constructor, constructed late\n";
class Eager extends ResolvablePromise
{
    public function __construct()
    {
        $this->done('early');
        parent::__construct(fn () => print("not called\n"));
    }
}
attempt(fn () => (new Eager())->getResult());

echo "== a constructor that throws\n";
class Broken extends Deferred
{
    public function __construct() { parent::__construct(fn () => 1); $this->then(fn () => 1); throw new DomainException('no object'); }
}
attempt(fn () => new Broken());

echo "== comparison, weak references, maps, closures\n";
$p = new ResolvablePromise();
$weak = WeakReference::create($p);
$map = new WeakMap();
$map[$p] = 'mapped';
unset($p);
var_dump($weak->get(), count($map));

echo "== foreach over properties is no iteration of a promise\n";
$p = new Promise();
$p->a = 1;
foreach ($p as $k => $v) { echo "$k=$v\n"; }
attempt(function () { foreach (new Sequence() as &$v); });

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
== ION\Promise
Error: Cannot call constructor twice
Exception: Serialization of 'ION\Promise' is not allowed
Exception: Unserialization of 'ION\Promise' is not allowed
'\\ION\\Promise::__set_state(array(
))'
'{}'
array (
)
false
Error: Cannot use object of type ION\Promise as array
pending 0
ION\Promise
NULL
'pending'
Error: Cannot call constructor twice
array (
  0 => 1,
)
== ION\ResolvablePromise
Error: Cannot call constructor twice
Exception: Serialization of 'ION\ResolvablePromise' is not allowed
Exception: Unserialization of 'ION\ResolvablePromise' is not allowed
'\\ION\\ResolvablePromise::__set_state(array(
))'
'{}'
array (
)
false
Error: Cannot use object of type ION\ResolvablePromise as array
pending 0
ION\Promise
NULL
'pending'
bare handler
'done'
Error: Cannot call constructor twice
array (
  0 => 1,
)
== ION\Deferred
Error: Cannot call constructor twice
Exception: Serialization of 'ION\Deferred' is not allowed
Exception: Unserialization of 'ION\Deferred' is not allowed
'\\ION\\Deferred::__set_state(array(
))'
'{}'
array (
)
false
Error: Cannot use object of type ION\Deferred as array
pending 0
ION\Promise
NULL
'pending'
bare handler
'done'
Error: Cannot call constructor twice
array (
  0 => 1,
)
== ION\Sequence
Error: Cannot call constructor twice
Exception: Serialization of 'ION\Sequence' is not allowed
Exception: Unserialization of 'ION\Sequence' is not allowed
'\\ION\\Sequence::__set_state(array(
))'
'{}'
array (
)
false
Error: Cannot use object of type ION\Sequence as array
pending 32
ION\Promise
NULL
'pending'
bare handler
'done'
Error: Cannot call constructor twice
array (
  0 => 1,
)
== subclasses that do not call the parent's constructor
handler v
'done'
'canceled'
'canceled'
== settled in the constructor, constructed late
'early'
== a constructor that throws
DomainException: no object
== comparison, weak references, maps, closures
NULL
int(0)
== foreach over properties is no iteration of a promise
a=1
Error: An iterator cannot be used with foreach by reference
