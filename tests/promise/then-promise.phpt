--TEST--
Promise: then() with a promise forwards the outcome into it
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

function thrown(callable $fn): void
{
    try {
        $fn();
        echo "nothing thrown\n";
    } catch (Throwable $e) {
        echo get_class($e), ': ', $e->getMessage(), "\n";
    }
}
$new = fn (...$args) => new ION\ResolvablePromise(...$args);
$a = $new();
$b = $new(fn ($v) => "b made $v");
var_dump($a->then($b) === $b);
$b->then(fn ($v) => print("handler: $v\n"));
$a->done('x');
echo $b->getState(), ' ', $b->getResult(), "\n";

echo "-- settled before: at once; failures too\n";
$c = $new();
$new()->fail(new Exception('c'))->then($c);
echo $c->getState(), ' ', $c->getResult()->getMessage(), "\n";

echo "-- whoever is first\n";
$target = $new();
[$x, $y] = [$new(), $new()];
$x->then($target);
$y->then($target);
$y->done('y');
$x->done('x');
echo $target->getResult(), "\n";

echo "-- into a sequence: a run\n";
$sequence = new ION\Sequence(fn () => print("the starter is not asked\n"));
$sequence->then(fn ($v) => print("run $v\n"));
$source = new ION\Sequence();
$source->then($sequence);
$source(1);
$source(2);

echo "-- misuse\n";
thrown(fn () => $a->then($a));
thrown(fn () => $a->then($b));
thrown(fn () => $a->then($new()->then()));
thrown(fn () => $a->then($new(), fn () => 1));
$d = ION::await(5);
thrown(fn () => $a->then($d));
$d->cancel('done with it');

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
bool(true)
handler: b made x
done b made x
-- settled before: at once; failures too
failed c
-- whoever is first
y
-- into a sequence: a run
run 1
run 2
-- misuse
ION\InvalidUsageException: A promise cannot be settled with itself
ION\InvalidUsageException: then() cannot settle the promise again: it is done
ION\InvalidUsageException: then() cannot settle this promise: ION does, as it made it
ValueError: ION\Promise::then(): Argument #2 ($fail) must be null when argument #1 ($done) is a promise
ION\InvalidUsageException: then() cannot settle this promise: ION does, as it made it
