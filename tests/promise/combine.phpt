--TEST--
Promise: all, any, race and settle over promises and values
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Promise;
use ION\ResolvablePromise;

function show(Promise $promise): void
{
    $result = $promise->getResult();
    echo $promise->getState(), ' ', $result instanceof Throwable ? get_class($result) . ': ' . $result->getMessage() : json_encode($result), "\n";
}
$new = fn () => new ResolvablePromise();
$done = fn ($v) => $new()->done($v);
$fail = fn ($m) => $new()->fail(new Exception($m));

echo "-- all\n";
[$a, $b] = [$new(), $new()];
$all = Promise::all(['x' => $a, 5 => 'plain', 'y' => $b, $done('last')]);
echo get_class($all), ' ', $all->getState(), "\n";
$b->done('b');
$a->done('a');
show($all);
show(Promise::all($done(1), $done(2)));
show(Promise::all(first: $done(1), second: 2));
show(Promise::all((function () use ($done) { yield 'k' => $done(1); yield 'l' => 2; })()));
show(Promise::all(new ArrayIterator(['i' => $done('it')])));
show(Promise::all([]));
show(Promise::all());
show(Promise::all($done(['one', 'promise'])));
show(Promise::all(7));
[$a, $b] = [$new(), $new()];
$all = Promise::all([$a, $b]);
$b->fail(new Exception('b'));
show($all);
$a->fail(new Exception('too late, and nobody complains'));

echo "-- any\n";
[$a, $b] = [$new(), $new()];
$any = Promise::any([$a, $b]);
$a->fail(new Exception('a'));
echo $any->getState(), "\n";
$b->done('b');
show($any);
$any = Promise::any(['x' => $new()->fail(new Exception('ex')), 'y' => $p = $new()]);
$p->fail(new LogicException('why'));
show($any);
foreach ($any->getResult()->errors as $key => $error) {
    echo "  $key: ", get_class($error), ' ', $error->getMessage(), "\n";
}
show(Promise::any($new(), 'a value wins at once'));

echo "-- race\n";
[$a, $b] = [$new(), $new()];
$race = Promise::race($a, $b);
$b->fail(new Exception('first is last'));
$a->done('a');
show($race);
show(Promise::race([$new(), $done('settled before')]));

echo "-- settle\n";
$deferred = new ION\Deferred();
$settle = Promise::settle(['d' => $deferred, 'f' => $fail('f'), 'v' => $done('v'), 'p' => 'plain']);
$deferred->cancel('c');
foreach ($settle->getResult() as $key => $record) {
    echo "  $key: ", implode(', ', array_map(fn ($k, $v) => "$k=" . ($v instanceof Throwable ? $v->getMessage() : var_export($v, true)), array_keys($record), $record)), "\n";
}
show(Promise::settle([]));

echo "-- nothing to wait for\n";
foreach (['any', 'race'] as $method) {
    foreach ([[], [[]], [new ArrayIterator([])]] as $args) {
        try {
            Promise::$method(...$args);
        } catch (ValueError $e) {
            echo $e->getMessage(), "\n";
        }
    }
}

echo "-- an iterator that throws\n";
try {
    Promise::all((function () { yield 1; throw new DomainException('broken'); })());
} catch (DomainException $e) {
    echo $e->getMessage(), "\n";
}

echo "-- a sequence gives its next run\n";
$s = new ION\Sequence();
$all = Promise::all($s, $s);
$s('run');
$s('another');
show($all);

echo "-- cancelled\n";
$all = Promise::all($p = $new());
$all->cancel('no need');
show($all);
$p->done('nobody listens');

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
-- all
ION\Deferred pending
done {"x":"a","5":"plain","y":"b","6":"last"}
done [1,2]
done {"first":1,"second":2}
done {"k":1,"l":2}
done {"i":"it"}
done []
done []
done [["one","promise"]]
done [7]
failed Exception: b
-- any
pending
done "b"
failed ION\PromiseException: None of the promises is done: all of them failed
  x: Exception ex
  y: LogicException why
done "a value wins at once"
-- race
failed Exception: first is last
done "settled before"
-- settle
  d: state='canceled', value=NULL, error=c
  f: state='failed', value=NULL, error=f
  v: state='done', value='v', error=NULL
  p: state='done', value='plain', error=NULL
done []
-- nothing to wait for
ION\Promise::any() needs at least one promise
ION\Promise::any() needs at least one promise
ION\Promise::any() needs at least one promise
ION\Promise::race() needs at least one promise
ION\Promise::race() needs at least one promise
ION\Promise::race() needs at least one promise
-- an iterator that throws
broken
-- a sequence gives its next run
done ["run","run"]
-- cancelled
canceled ION\Promise\CancelException: no need
