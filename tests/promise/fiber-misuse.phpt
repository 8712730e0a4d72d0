--TEST--
Promise: fibers that somebody else resumes, throws into or destroys
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$run = function (callable $meddle) {
    $p = new ION\ResolvablePromise();
    $fiber = new Fiber(function () use ($p) {
        try {
            echo 'got ', $p->await(), "\n";
        } catch (Throwable $e) {
            echo get_class($e), ': ', $e->getMessage(), "\n";
        }
        echo 'again: ', $p->await(), "\n";
    });
    $fiber->start();
    $meddle($fiber);
    $p->done('value');
};
echo "-- resumed\n";
$run(fn ($fiber) => $fiber->resume('foreign'));
echo "-- thrown into\n";
$run(fn ($fiber) => $fiber->throw(new DomainException('foreign')));
echo "-- left alone\n";
$run(fn ($fiber) => null);

echo "-- destroyed while it waits\n";
$p = new ION\ResolvablePromise();
$fiber = new Fiber(function () use ($p) { try { $p->await(); } finally { echo "finally\n"; } });
$fiber->start();
$p->forget('nothing');
unset($fiber);
echo "the promise holds it\n";
unset($p);
gc_collect_cycles();

echo "-- an exception of the user's fiber leaves where the promise was settled\n";
$p = new ION\ResolvablePromise();
$fiber = new Fiber(function () use ($p) { $p->await(); throw new DomainException('from the fiber'); });
$fiber->start();
$p->then(fn () => print("handlers after it run first\n"));
try {
    $p->done();
} catch (DomainException $e) {
    echo $e->getMessage(), "\n";
}

echo "-- a fiber that suspends itself in between\n";
$p = new ION\ResolvablePromise();
$fiber = new Fiber(function () use ($p) { $p->await(); echo 'sent: ', Fiber::suspend('out'), "\n"; return $p->await(); });
$fiber->start();
$p->done('v');
var_dump($fiber->isSuspended());
$fiber->resume('in');
echo $fiber->getReturn(), "\n";

echo "-- two fibers, one settles what the other waits for\n";
$p = new ION\ResolvablePromise();
$q = new ION\ResolvablePromise();
$a = ION::async(function () use ($p, $q) { echo "a waits\n"; echo 'a got ', $p->await(), "\n"; $q->done('from a'); echo "a ends\n"; });
$b = ION::async(function () use ($p, $q) { echo "b settles\n"; $p->done('from b'); echo "b waits\n"; echo 'b got ', $q->await(), "\n"; });
echo $a->getState(), ' ', $b->getState(), "\n";

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
-- resumed
got ION\InvalidUsageException: The fiber was resumed by somebody else while it waited for a promise
again: value
-- thrown into
got DomainException: foreign
again: value
-- left alone
got value
again: value
-- destroyed while it waits
the promise holds it
finally
-- an exception of the user's fiber leaves where the promise was settled
handlers after it run first
from the fiber
-- a fiber that suspends itself in between
sent: bool(true)
in
v
-- two fibers, one settles what the other waits for
a waits
a got b settles
from b
a ends
b waits
b got from a
done done
