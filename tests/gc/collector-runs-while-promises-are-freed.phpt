--TEST--
Promise: the cycle collector may run while a chain of promises is being freed
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

final class Collects
{
    public function __destruct()
    {
        gc_collect_cycles();
    }
}

final class Holder
{
    public mixed $promise = null;
    public mixed $self = null;

    public function __destruct()
    {
        // having one makes the collector free this before what it holds
    }
}

for ($i = 0; $i < 50; $i++) {
    // garbage: the collector frees the holder, the holder the promise, the promise its handler
    $holder = new Holder();
    $holder->self = $holder;
    $holder->promise = new ION\ResolvablePromise();
    $inner = $holder->promise->then(fn () => null);
    $inner->holder = $holder;
    unset($holder, $inner);

    // freed by its last reference; what its handler holds starts the collector
    $promise = new ION\ResolvablePromise();
    $collects = new Collects();
    $promise->then(function () use ($collects) { return $collects; });
    unset($collects);
    unset($promise);
}
var_dump(gc_collect_cycles());

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(0)
