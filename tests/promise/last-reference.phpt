--TEST--
Promise: callbacks that drop the last references, throw from destructors, and meddle
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\{Deferred, ResolvablePromise, Sequence};

class Noisy
{
    public function __construct(private string $name) {}
    public function __destruct() { echo "~{$this->name}\n"; }
}
class Thrower
{
    public function __destruct() { throw new DomainException('from a destructor'); }
}
echo "-- a handler drops its promise\n";
$p = new ResolvablePromise();
$p->then(function () use (&$p) { $p = null; echo "dropped\n"; })->then(fn () => print("next\n"));
$p->then(fn () => print("sibling\n"));
$p->done(new Noisy('value'));
echo "-- a coroutine drops its own\n";
$d = new ResolvablePromise();
$co = ION::promise(function () use (&$co, $d) { $n = new Noisy('local'); yield $d; $co = null; yield 1; echo "ends\n"; });
$d->done();
echo "-- a fiber drops its own\n";
$d = new ResolvablePromise();
$f = ION::async(function () use (&$f, $d) { $n = new Noisy('local'); $d->await(); $f = null; echo "ends\n"; });
$d->done();
echo "-- a canceller drops its own\n";
$c = new Deferred(function () use (&$c) { $c = null; return 'x'; });
$c->then(fn ($v) => print("$v\n"));
$c->cancel('r');
var_dump($c);
echo "-- a handler of a sequence drops it\n";
$s = new Sequence(null, fn () => print("released\n"));
$s->then(function ($v) use (&$s) { $s = null; echo "$v\n"; });
$s('run');
echo "-- a handler cancels the sequence\n";
$s = new Sequence(null, fn () => print("released\n"));
$s->then(fn () => $s->cancel());
$s->then(fn () => print("second\n"));
$s(1);
echo $s->getState(), "\n";

echo "-- a destructor throws while handlers run: after them\n";
$p = new ResolvablePromise();
$p->then((function () { $t = new Thrower(); return function () use ($t) { echo "handler\n"; }; })());
$p->then(fn () => print("other handler\n"));
try {
    $p->done();
} catch (DomainException $e) {
    echo $e->getMessage(), "\n";
}
$t = new Thrower();
$p = (new ResolvablePromise())->done($t);
$q = $p->then(fn () => null);
unset($t);
try {
    unset($p);
} catch (DomainException $e) {
    echo 'unset: ', $e->getMessage(), "\n";
}
echo "-- a coroutine's locals throw\n";
$co = ION::promise(function () { $t = new Thrower(); yield 1; return 'result'; });
echo get_class($co->getResult()), "\n";

echo "-- handlers added, settled and cancelled while handlers run\n";
$p = new ResolvablePromise();
$d = new Deferred();
$p->then(fn () => $d->done('by the first'));
$p->then(fn () => $d->cancel('by the second'));
$d->then(fn ($v) => print("$v\n"), fn ($e) => print("not called\n"));
$p->then(fn () => $p->then(fn () => $p->then(fn () => print("three deep\n"))));
$p->done();

echo "-- a large array as value is not copied per link\n";
$p = new ResolvablePromise();
$last = $p;
for ($i = 0; $i < 100; $i++) { $last = $last->then(fn (array $a) => $a); }
$before = memory_get_usage();
$p->done(range(1, 100000));
var_dump(memory_get_usage() - $before < 4 << 20, count($last->getResult()));

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
-- a handler drops its promise
dropped
next
sibling
~value
-- a coroutine drops its own
ends
~local
-- a fiber drops its own
ends
~local
-- a canceller drops its own
x
NULL
-- a handler of a sequence drops it
run
released
-- a handler cancels the sequence
second
released
canceled
-- a destructor throws while handlers run: after them
handler
other handler
from a destructor
unset: from a destructor
-- a coroutine's locals throw
DomainException
-- handlers added, settled and cancelled while handlers run
by the first
three deep
-- a large array as value is not copied per link
bool(true)
int(100000)
