--TEST--
Promise: a failure that nobody handles is reported once, when the promise goes
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\{Deferred, Promise, ResolvablePromise};

$fail = fn (string $m) => (new ResolvablePromise())->fail(new DomainException($m));

echo "-- warning without a handler\n";
$p = $fail('lost');
echo "still there\n";
unset($p);

ION::setErrorHandler(function (Throwable $e) { echo '  reported: ', get_class($e), ' ', $e->getMessage(), "\n"; });
$cases = [
    'nothing' => fn ($p) => null,
    'then(done)' => fn ($p) => $p->then(fn () => 1),
    'then(done, fail)' => fn ($p) => $p->then(fn () => 1, fn () => 1),
    'onFail of another type' => fn ($p) => $p->onFail(fn (RangeException $e) => 1),
    'onFail' => fn ($p) => $p->onFail(fn (DomainException $e) => 1),
    'onFail that throws' => fn ($p) => $p->onFail(fn ($e) => throw new LogicException('from handler')),
    'finally' => fn ($p) => $p->finally(fn () => 1),
    'getResult' => fn ($p) => $p->getResult(),
    'getState' => fn ($p) => $p->getState(),
    'yield' => fn ($p) => ION::promise(function () use ($p) { try { yield $p; } catch (DomainException $e) {} }),
    'yield, uncaught' => fn ($p) => ION::promise(function () use ($p) { yield $p; }),
    'await' => function ($p) { try { $p->await(); } catch (DomainException $e) {} },
    'adopted' => fn ($p) => (new ResolvablePromise())->done($p),
    'adopted and handled' => fn ($p) => (new ResolvablePromise())->done($p)->onFail(fn () => 1),
    'all' => fn ($p) => Promise::all($p),
    'settle' => fn ($p) => Promise::settle($p),
    'any' => fn ($p) => Promise::any($p, 1),
    'forwarded' => fn ($p) => $p->then(new ResolvablePromise(null, fn () => 1)),
    'forwarded to a settled one' => function ($p) {
        $s = new ResolvablePromise();
        $q = new ResolvablePromise();
        $q->then($s);
        $s->done();
        $q->fail(new DomainException('arrives nowhere'));
        $p->getResult();
    },
    'forgotten handler' => function ($p) { $q = new ResolvablePromise(); $q->forget($q->then()); $q->fail(new DomainException('handler was forgotten')); $p->getResult(); },
];
foreach ($cases as $name => $case) {
    echo "$name\n";
    $case($fail($name));
}

echo "-- cancelled is no loss, too late is\n";
(new Deferred())->cancel('known');
$d = ION::await(60)->timeout(0);
ION::await(0.01)->await();
unset($d);

echo "-- coroutines and fibers\n";
ION::promise(fn () => throw new DomainException('closure'));
ION::promise(function () { yield; throw new DomainException('coroutine'); });
ION::async(fn () => throw new DomainException('fiber'));

echo "-- in a run of a sequence\n";
$s = new ION\Sequence();
$s->then(fn ($v) => throw new DomainException("handler, run $v"));
$s(1);
$s(2);
(new ION\Sequence(fn () => throw new DomainException('starter')))();

echo "-- cycles: when they are collected\n";
$p = $fail('cycle');
$p->self = $p;
unset($p);
echo "collect\n";
gc_collect_cycles();

echo "-- the handler throws: out of what destroyed the promise\n";
ION::setErrorHandler(fn ($e) => throw new RuntimeException('handler: ' . $e->getMessage()));
$p = $fail('x');
try {
    unset($p);
} catch (RuntimeException $e) {
    echo $e->getMessage(), "\n";
}
try {
    (function () use ($fail) { $p = $fail('y'); throw new RangeException('under way'); })();
} catch (Exception $e) {
    echo get_class($e), ' ', $e->getMessage(), ' after ', get_class($e->getPrevious()), "\n";
}
ION::setErrorHandler(null);

require __DIR__ . '/../_lib/clean.inc';
--EXPECTF--
-- warning without a handler
still there

Warning: Nobody handled the failure of a promise made in %s:6: DomainException: lost in %s on line 11
nothing
  reported: DomainException nothing
then(done)
  reported: DomainException then(done)
then(done, fail)
onFail of another type
  reported: DomainException onFail of another type
onFail
onFail that throws
  reported: LogicException from handler
finally
  reported: DomainException finally
getResult
getState
  reported: DomainException getState
yield
yield, uncaught
  reported: DomainException yield, uncaught
await
adopted
  reported: DomainException adopted
adopted and handled
all
  reported: DomainException all
settle
any
forwarded
forwarded to a settled one
  reported: DomainException arrives nowhere
forgotten handler
-- cancelled is no loss, too late is
  reported: ION\Promise\TimeoutException Timed out after 0 s
-- coroutines and fibers
  reported: DomainException closure
  reported: DomainException coroutine
  reported: DomainException fiber
-- in a run of a sequence
  reported: DomainException handler, run 1
  reported: DomainException handler, run 2
  reported: DomainException starter
-- cycles: when they are collected
collect
  reported: DomainException cycle
-- the handler throws: out of what destroyed the promise
handler: x
RuntimeException handler: y after RangeException
