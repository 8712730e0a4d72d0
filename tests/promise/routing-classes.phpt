--TEST--
Promise: handlers are chosen by the class their first parameter takes
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

interface Marker {}
interface Second {}
class A extends Exception implements Marker {}
class B extends A implements Second {}
class C extends Exception {}

class Scope extends A
{
    public function take(self $e) { return 'self'; }
    public function takeParent(parent $e) { return 'parent'; }
}
trait Uses
{
    public function takeSelf(self $e) { return 'self of the user'; }
}
class User extends C
{
    use Uses;
}

$handlers = [
    'none' => fn () => 'hit',
    'untyped' => fn ($e) => 'hit',
    'mixed' => fn (mixed $e) => 'hit',
    'object' => fn (object $e) => 'hit',
    'A' => fn (A $e) => 'hit',
    'B' => fn (B $e) => 'hit',
    '?C' => fn (?C $e) => 'hit',
    'B|C' => fn (B|C $e) => 'hit',
    'Marker&Second' => fn (Marker&Second $e) => 'hit',
    'interface' => fn (Marker $e) => 'hit',
    'unknown class' => fn (NotLoaded $e) => 'hit',
    'unknown|A' => fn (NotLoaded|A $e) => 'hit',
    'unknown&A' => fn (NotLoaded&A $e) => 'hit',
    'string' => fn (string $e) => 'hit',
    'int|Throwable' => fn (int|Throwable $e) => 'hit',
    'iterable' => fn (iterable $e) => 'hit',
    'variadic A' => fn (A ...$e) => 'hit',
    'by reference' => function (A &$e) { return 'hit'; },
    'self' => [new Scope(), 'take'],
    'parent' => [new Scope(), 'takeParent'],
    'trait self' => [new User(), 'takeSelf'],
];
spl_autoload_register(function ($class) { echo "AUTOLOAD $class\n"; });
foreach ($handlers as $name => $handler) {
    printf('%-14s', $name);
    foreach ([new A(), new B(), new C(), new Scope(), new User(), new Error('e')] as $e) {
        $result = (new ION\ResolvablePromise())->fail($e)->onFail($handler)->getResult();
        echo ' ', get_class($e), '=', $result === $e ? '-' : 'hit';
    }
    echo "\n";
}

echo "-- like catch clauses\n";
(new ION\ResolvablePromise())->fail(new B('deep'))
    ->onFail(fn (C $e) => print("C\n"))
    ->onFail(fn (A $e) => print("A takes {$e->getMessage()}\n"))
    ->onFail(fn (Throwable $e) => print("not reached\n"));

echo "-- a class that is loaded later\n";
$later = fn (Later $v) => 'Later';
$s = new ION\Sequence();
$s->then($later)->then(fn ($v) => print((is_object($v) ? 'skipped' : $v) . "\n"));
$s(new stdClass());
eval('class Later {}');
$s(new Later());

echo "-- other objects\n";
foreach (['Closure' => fn () => 1, 'ArrayObject' => new ArrayObject(), 'Later' => new Later()] as $name => $object) {
    $p = (new ION\ResolvablePromise())->done($object);
    $hits = [];
    foreach ([
        'callable' => fn (callable $v) => 1, 'iterable' => fn (iterable $v) => 1, 'Traversable' => fn (Traversable $v) => 1,
        'Countable&Traversable' => fn (Countable&Traversable $v) => 1, 'Closure' => fn (Closure $v) => 1, 'array' => fn (array $v) => 1,
    ] as $type => $handler) {
        if ($p->then($handler)->getResult() === 1) {
            $hits[] = $type;
        }
    }
    echo "$name: ", implode(' ', $hits), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
none           A=hit B=hit C=hit Scope=hit User=hit Error=hit
untyped        A=hit B=hit C=hit Scope=hit User=hit Error=hit
mixed          A=hit B=hit C=hit Scope=hit User=hit Error=hit
object         A=hit B=hit C=hit Scope=hit User=hit Error=hit
A              A=hit B=hit C=- Scope=hit User=- Error=-
B              A=- B=hit C=- Scope=- User=- Error=-
?C             A=- B=- C=hit Scope=- User=hit Error=-
B|C            A=- B=hit C=hit Scope=- User=hit Error=-
Marker&Second  A=- B=hit C=- Scope=- User=- Error=-
interface      A=hit B=hit C=- Scope=hit User=- Error=-
unknown class  A=- B=- C=- Scope=- User=- Error=-
unknown|A      A=hit B=hit C=- Scope=hit User=- Error=-
unknown&A      A=- B=- C=- Scope=- User=- Error=-
string         A=hit B=hit C=hit Scope=hit User=hit Error=hit
int|Throwable  A=hit B=hit C=hit Scope=hit User=hit Error=hit
iterable       A=- B=- C=- Scope=- User=- Error=-
variadic A     A=hit B=hit C=- Scope=hit User=- Error=-
by reference   A=hit B=hit C=- Scope=hit User=- Error=-
self           A=- B=- C=- Scope=hit User=- Error=-
parent         A=hit B=hit C=- Scope=hit User=- Error=-
trait self     A=- B=- C=- Scope=- User=hit Error=-
-- like catch clauses
A takes deep
-- a class that is loaded later
skipped
Later
-- other objects
Closure: callable Closure
ArrayObject: iterable Traversable Countable&Traversable
Later: 
