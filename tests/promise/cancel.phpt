--TEST--
Promise: cancel() and what the canceller makes of it
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Deferred;

function show(ION\Promise $promise): void
{
    $result = $promise->getResult();
    echo $promise->getState(), ' ', $result instanceof Throwable ? get_class($result) . ': ' . $result->getMessage() : var_export($result, true), "\n";
}
$d = new Deferred();
var_dump($d->cancel('no canceller') === $d);
show($d);
$d->cancel('again: nothing happens');
show($d);

echo "-- the canceller gets the exception\n";
$d = new Deferred(function (ION\Promise\CancelException $e) { echo 'canceller: ', $e->getMessage(), "\n"; return 'result'; });
$d->cancel('reason');
show($d);
$d = new Deferred(function () { echo "only cleans up\n"; });
$d->cancel('reason kept');
show($d);
$d = new Deferred(fn ($e) => throw new RuntimeException('other'));
$d->cancel('reason');
show($d);
$d = new Deferred(fn ($e) => throw $e);
$d->cancel('passed on');
show($d);
$p = new ION\ResolvablePromise();
$d = new Deferred(fn () => $p);
$d->cancel('wait for it');
show($d);
$p->done('late result');
show($d);
$d = new Deferred(function () use (&$d) { $d->done('settled by the canceller'); return 'ignored'; });
$d->cancel('reason');
show($d);
$d = new Deferred(function () use (&$d) { $d->cancel('in itself'); });
$d->cancel('outer');
show($d);
$p = new ION\ResolvablePromise();
$d = new Deferred(function () use ($p) { yield $p; return 'coroutine canceller'; });
$d->cancel('slow');
echo $d->getState(), "\n";
$p->done();
show($d);

echo "-- handlers\n";
$d = new Deferred();
$d->then(fn () => print("not called\n"), fn (ION\Promise\CancelException $e) => print("fail handler: {$e->getMessage()}\n"));
$child = $d->then(fn () => 1);
$d->cancel('told');
show($child);

echo "-- settled before\n";
show(ION::promise(fn () => 'done')->cancel('too late'));

echo "-- while it adopts\n";
$p = new ION\ResolvablePromise();
$d = new Deferred();
$d->done($p);
$d->cancel('not waiting any more');
show($d);
$p->done('nobody');

echo "-- in then()\n";
$d = new Deferred();
$first = new ION\ResolvablePromise();
$first->then(fn () => $d->cancel('from a handler'));
$first->then(fn () => show($d));
$first->done();

echo "-- timers of ION\n";
$timer = ION::await(60);
$timer->cancel('enough');
show($timer);
var_dump(ION::dispatch());

echo "-- ION::deferred()\n";
$d = ION::deferred(function (Deferred $d) { $d->done('at once'); });
show($d);
$d = ION::deferred(fn () => throw new DomainException('in resolver'));
show($d);
$d = ION::deferred(fn () => 1, fn ($e) => 'canceller says ' . $e->getMessage());
$d->cancel('stop');
show($d);
try {
    ION::deferred(function ($d) { $d->done(1); throw new DomainException('after done'); });
} catch (DomainException $e) {
    echo 'thrown: ', $e->getMessage(), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
bool(true)
canceled ION\Promise\CancelException: no canceller
canceled ION\Promise\CancelException: no canceller
-- the canceller gets the exception
canceller: reason
done 'result'
only cleans up
canceled ION\Promise\CancelException: reason kept
failed RuntimeException: other
canceled ION\Promise\CancelException: passed on
in_progress NULL
done 'late result'
done 'settled by the canceller'
canceled ION\Promise\CancelException: outer
in_progress
done 'coroutine canceller'
-- handlers
fail handler: told
canceled ION\Promise\CancelException: told
-- settled before
done 'done'
-- while it adopts
canceled ION\Promise\CancelException: not waiting any more
-- in then()
canceled ION\Promise\CancelException: from a handler
-- timers of ION
canceled ION\Promise\CancelException: enough
bool(false)
-- ION::deferred()
done 'at once'
failed DomainException: in resolver
done 'canceller says stop'
thrown: after done
