--TEST--
Promise: what is accepted as a callback, and what is refused
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

class Handlers
{
    public function method($v) { echo "method $v\n"; }
    public static function statically($v) { echo "static $v\n"; }
    private function hidden($v) { echo "hidden $v\n"; }
    public function bind(ION\Promise $p) { return $p->then([$this, 'hidden']); }
    public function __call($name, $args) { echo "__call $name ", implode(',', $args), "\n"; }
    public static function __callStatic($name, $args) { echo "__callStatic $name ", implode(',', $args), "\n"; }
}
class Invokable
{
    public function __invoke($v) { echo "invoked $v\n"; }
}
function named($v) { echo "function $v\n"; }
function by_reference(&$v) { $v .= ' changed'; echo "by reference $v\n"; }
function variadic(...$all) { echo 'variadic ', implode(',', $all), "\n"; }

$p = (new ION\ResolvablePromise())->done('x');
$handlers = new Handlers();
$p->then('named');
$p->then([$handlers, 'method']);
$p->then('Handlers::statically');
$p->then([Handlers::class, 'statically']);
$p->then(new Invokable());
$p->then(named(...));
$p->then($handlers->method(...));
$p->then(strtoupper(...))->then(function ($v) { echo "$v\n"; });
$p->then('strtoupper')->then(function ($v) { echo "$v\n"; });
$handlers->bind($p);
$p->then([$handlers, 'magic']);
$p->then($handlers->magic(...));
$p->then('Handlers::magicStatic');
$p->then('by_reference');
$p->then('variadic');
$p->then(fn () => print("no parameter\n"));
$p->then(function ($v, $w = 'default') { echo "$v $w\n"; });
$p->then('time')->onDone(fn (int $t) => print("internal functions get what they take\n"));

echo "-- later: each call anew\n";
$s = new ION\Sequence();
$s->then([$handlers, 'magic']);
$s->then('by_reference');
$s('one');
$s('two');

echo "-- refused\n";
class Unloadable {}
spl_autoload_register(fn ($class) => throw new Exception("autoloading $class"));
$tries = ['nofunc', [$handlers], ['NoClass', 'm'], 'NoClass::m', 5, [Invokable::class, 'private'], new stdClass()];
foreach ($tries as $try) {
    foreach (['then', 'onDone', 'onFail', 'finally'] as $method) {
        try {
            $p->$method($try);
            echo "accepted\n";
        } catch (Throwable $e) {
            echo get_class($e), ': ', $e->getMessage(), "\n";
        }
    }
}
try {
    $p->then(null, 'nofunc');
} catch (TypeError $e) {
    echo $e->getMessage(), "\n";
}
echo "-- named arguments\n";
$p->then(fail: null, done: 'named');

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
function x
method x
static x
static x
invoked x
function x
method x
X
X
hidden x
__call magic x
__call magic x
__callStatic magicStatic x
by reference x changed
variadic x
no parameter
x default
internal functions get what they take
-- later: each call anew
__call magic one
by reference one changed
__call magic two
by reference two changed
-- refused
TypeError: ION\Promise::then(): Argument #1 ($done) must be a valid callback, an ION\Promise or null, function "nofunc" not found or invalid function name
TypeError: ION\Promise::onDone(): Argument #1 ($done) must be a valid callback, function "nofunc" not found or invalid function name
TypeError: ION\Promise::onFail(): Argument #1 ($fail) must be a valid callback, function "nofunc" not found or invalid function name
TypeError: ION\Promise::finally(): Argument #1 ($callback) must be a valid callback, function "nofunc" not found or invalid function name
TypeError: ION\Promise::then(): Argument #1 ($done) must be a valid callback, an ION\Promise or null, array callback must have exactly two members
TypeError: ION\Promise::onDone(): Argument #1 ($done) must be a valid callback, array callback must have exactly two members
TypeError: ION\Promise::onFail(): Argument #1 ($fail) must be a valid callback, array callback must have exactly two members
TypeError: ION\Promise::finally(): Argument #1 ($callback) must be a valid callback, array callback must have exactly two members
Exception: autoloading NoClass
Exception: autoloading NoClass
Exception: autoloading NoClass
Exception: autoloading NoClass
Exception: autoloading NoClass
Exception: autoloading NoClass
Exception: autoloading NoClass
Exception: autoloading NoClass
TypeError: ION\Promise::then(): Argument #1 ($done) must be a valid callback, an ION\Promise or null, no array or string given
TypeError: ION\Promise::onDone(): Argument #1 ($done) must be a valid callback, no array or string given
TypeError: ION\Promise::onFail(): Argument #1 ($fail) must be a valid callback, no array or string given
TypeError: ION\Promise::finally(): Argument #1 ($callback) must be a valid callback, no array or string given
TypeError: ION\Promise::then(): Argument #1 ($done) must be a valid callback, an ION\Promise or null, class Invokable does not have a method "private"
TypeError: ION\Promise::onDone(): Argument #1 ($done) must be a valid callback, class Invokable does not have a method "private"
TypeError: ION\Promise::onFail(): Argument #1 ($fail) must be a valid callback, class Invokable does not have a method "private"
TypeError: ION\Promise::finally(): Argument #1 ($callback) must be a valid callback, class Invokable does not have a method "private"
TypeError: ION\Promise::then(): Argument #1 ($done) must be a valid callback, an ION\Promise or null, no array or string given
TypeError: ION\Promise::onDone(): Argument #1 ($done) must be a valid callback, no array or string given
TypeError: ION\Promise::onFail(): Argument #1 ($fail) must be a valid callback, no array or string given
TypeError: ION\Promise::finally(): Argument #1 ($callback) must be a valid callback, no array or string given
ION\Promise::then(): Argument #2 ($fail) must be a valid callback or null, function "nofunc" not found or invalid function name
-- named arguments
function x
