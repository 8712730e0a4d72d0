--TEST--
Promise: a Sequence runs its handlers again and again
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Sequence;

$s = new Sequence(function (...$args) { echo 'starter ', json_encode($args), "\n"; return array_sum($args); }, fn (...$args) => print('released ' . count($args) . "\n"));
$a = $s->then(function ($v) { echo "a $v\n"; return "a$v"; });
$a->then(fn ($v) => print("below a: $v\n"));
$b = $s->then(fn ($v) => print("b $v\n"));
$run = $s(1, 2);
echo get_class($run), ' ', $run->getState(), ' ', $run->getResult(), ', ', $s->getState(), ' ', $a->getState(), "\n";
$s(10);
$s->forget($a);
$s(20);
$s->forget($b);
echo "-- nobody listens\n";
echo $s(5)->getResult(), "\n";

echo "-- without a starter\n";
$s = new Sequence();
$s->then(function ($v) { var_dump($v); });
$s('first', 'second');
$s();

echo "-- failures harm their own run only\n";
$s = new Sequence(fn ($v) => $v > 1 ? throw new RangeException("starter $v") : $v);
$s->then(fn ($v) => $v === 0 ? throw new DomainException('handler') : print("fine $v\n"), fn (RangeException $e) => print("fail handler: {$e->getMessage()}\n"))
  ->onFail(fn (DomainException $e) => print("below: {$e->getMessage()}\n"));
$s(0);
$s(1);
$s(2);

echo "-- runs may wait and overlap\n";
$waits = [1 => new ION\ResolvablePromise(), new ION\ResolvablePromise()];
$s = new Sequence(fn ($v) => $waits[$v]);
$s->then(fn ($v) => print("$v\n"));
$first = $s(1);
$s(2);
echo $first->getState(), "\n";
$waits[2]->done('second run');
$waits[1]->done('first run');
$s = new Sequence(function ($p) { return 'coroutine starter: ' . yield $p; });
$s->then(fn ($v) => print("$v\n"));
$s($p = new ION\ResolvablePromise());
$p->done('value');

echo "-- handlers that come and go in a run\n";
$s = new Sequence();
$s->then(function ($v) use ($s, &$second) { echo "one $v\n"; if ($v === 1) { $s->then(fn ($v) => print("added $v\n")); } });
$s(1);
$s(2);

echo "-- again from a handler\n";
$s = new Sequence();
$s->then(function ($v) use ($s) { echo "run $v\n"; if ($v < 3) { $s($v + 1); } echo "end of $v\n"; });
$s(1);

echo "-- finally and coroutines as handlers\n";
$s = new Sequence();
$s->finally(fn () => print("finally\n"))->then(function ($v) { echo yield ION::promise("coroutine $v"), "\n"; });
$s(1);
$s(2);

echo "-- the end\n";
$s = new Sequence(null, fn () => print("released\n"));
$s->then(fn () => print("not called\n"));
$waiting = ION::promise(function () use ($s) { yield $s; });
$s->cancel();
$s->cancel();
echo $s->getState(), ' ', $waiting->getState(), ' ', $waiting->getResult()->getMessage(), "\n";
echo $s->then(fn () => 1)->getState(), "\n";
try {
    $s(1);
} catch (ION\InvalidUsageException $e) {
    echo $e->getMessage(), "\n";
}

echo "-- made by ION\n";
$i = ION::interval(60);
try {
    $i(1);
} catch (ION\InvalidUsageException $e) {
    echo $e->getMessage(), "\n";
}
$i->cancel();
var_dump(ION::dispatch());

echo "-- nothing given to a subclass\n";
class Bare extends Sequence { public function __construct() {} }
$bare = new Bare();
$bare->then(fn ($v) => print("bare $v\n"));
$bare('works');

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
starter [1,2]
a 3
below a: a3
b 3
ION\Promise done 3, pending pending
starter [10]
a 10
below a: a10
b 10
starter [20]
b 20
released 0
-- nobody listens
starter [5]
5
-- without a starter
string(5) "first"
NULL
-- failures harm their own run only
below: handler
fine 1
fail handler: starter 2
-- runs may wait and overlap
in_progress
second run
first run
coroutine starter: value
-- handlers that come and go in a run
one 1
one 2
added 2
-- again from a handler
run 1
run 2
run 3
end of 3
end of 2
end of 1
-- finally and coroutines as handlers
finally
coroutine 1
finally
coroutine 2
-- the end
released
canceled canceled The sequence was cancelled
canceled
__invoke() cannot settle the promise again: it is canceled
-- made by ION
__invoke() cannot settle this promise: ION does, as it made it
bool(false)
-- nothing given to a subclass
bare works
released
