--TEST--
Promise: ION::promise() makes a promise of anything
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

function show(ION\Promise $promise): void
{
    $result = $promise->getResult();
    echo get_class($promise), ' ', $promise->getState(), ' ', $result instanceof Throwable ? get_class($result) . ': ' . $result->getMessage() : (is_object($result) ? get_class($result) : json_encode($result)), "\n";
}
$p = new ION\ResolvablePromise();
var_dump(ION::promise($p) === $p);
show(ION::promise('strlen'));
show(ION::promise(['NoClass', 'm']));
show(ION::promise(null));
show(ION::promise(new stdClass()));
show(ION::promise(fn () => 'called'));
show(ION::promise(fn () => throw new Exception('thrown')));
show(ION::promise(fn () => (new ION\ResolvablePromise())->done('adopted')));
show(ION::promise(function () { return yield 'coroutine'; }));
show(ION::promise(fn () => (function () { yield; return 'generator returned'; })()));
show(ION::promise((function () { yield; return 'generator'; })()));
show(ION::promise((function () { yield; throw new Exception('in generator'); })()));
$a = ION::promise(['x' => $p, 'y' => 5, 'z' => [$p], 'f' => fn () => 1]);
echo get_class($a), ' ', $a->getState(), "\n";
$p->done('later');
echo json_encode($a->getResult()['x']), ' ', $a->getResult()['y'], ' ', $a->getResult()['z'][0] === $p ? 'nested stays' : '', ' ', get_class($a->getResult()['f']), "\n";
show(ION::promise([]));
show(ION::promise(new class { public function __invoke() { echo "not called\n"; } }) instanceof ION\Promise ? ION::promise(1) : null);
$gen = (function () { yield 1; return 'finished before'; })();
foreach ($gen as $unused);
show(ION::promise($gen));
$gen = (function () use (&$gen) { try { ION::promise($gen); } catch (ION\InvalidUsageException $e) { echo $e->getMessage(), "\n"; } yield; return 'ok'; })();
show(ION::promise($gen));

echo "-- Promise::invoke()\n";
show(ION\Promise::invoke('strtoupper', 'a'));
show(ION\Promise::invoke(fn ($a, $b) => $a + $b, 1, 2));
show(ION\Promise::invoke(function ($x) { return $x . yield ' and more'; }, 'coroutine'));
show(ION\Promise::invoke(fn () => throw new Exception('thrown')));

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
bool(true)
ION\Promise done "strlen"
ION\Deferred done ["NoClass","m"]
ION\Promise done null
ION\Promise done stdClass
ION\Deferred done "called"
ION\Deferred failed Exception: thrown
ION\Deferred done "adopted"
ION\Deferred done "coroutine"
ION\Deferred done "generator returned"
ION\Deferred done "generator"
ION\Deferred failed Exception: in generator
ION\Deferred pending
"later" 5 nested stays Closure
ION\Deferred done []
ION\Promise done 1
ION\Deferred done "finished before"
The generator is running already, it cannot be driven as a coroutine
ION\Deferred done "ok"
-- Promise::invoke()
ION\Deferred done "A"
ION\Deferred done 3
ION\Deferred done "coroutine and more"
ION\Deferred failed Exception: thrown
