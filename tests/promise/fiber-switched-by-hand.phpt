--TEST--
Promise: whose code runs is known across fibers that users switch by hand, in any order
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$try = function (callable $fn): string {
    try {
        return json_encode($fn());
    } catch (Throwable $e) {
        return get_class($e) . ': ' . $e->getMessage();
    }
};

/* a coroutine leaves its fiber in the middle of a step: whoever goes on is not the coroutine */
$go = new ION\ResolvablePromise();
$coroutine = ION::promise((function () use ($go) {
    yield $go;
    Fiber::suspend();
    return 'result of the coroutine';
})());
$fiber = new Fiber(fn () => $go->done());
$fiber->start();
ION::defer(fn () => $fiber->resume());
echo $try(fn () => $coroutine->await()), "\n";

/* a fiber of ION::async() that is resumed by somebody else, and suspends */
$never = new ION\ResolvablePromise();
$async = ION::async(function () use ($never, &$fiber, $try) {
    $fiber = Fiber::getCurrent();
    echo $try(fn () => $never->await()), "\n";
    Fiber::suspend();
    return 'result of the fiber';
});
$fiber->resume();
ION::defer(fn () => $fiber->resume());
echo $try(fn () => $async->await()), "\n";

/* two coroutines in two fibers, left and entered crosswise: each is still itself */
$fibers = $promises = [];
foreach (['a', 'b'] as $name) {
    $go = new ION\ResolvablePromise();
    $promises[$name] = ION::promise((function () use ($name, $go, &$promises, $try) {
        yield $go;
        Fiber::suspend();
        echo "$name waits for itself: ", $try(fn () => $promises[$name]->await()), "\n";
        Fiber::suspend();
        echo "$name waits for itself: ", $try(fn () => $promises[$name]->await()), "\n";
    })());
    $fibers[$name] = new Fiber(fn () => $go->done());
    $fibers[$name]->start();
}
foreach (['a', 'b', 'a', 'b'] as $name) {
    $fibers[$name]->resume();
}
echo $promises['a']->getState(), ' ', $promises['b']->getState(), "\n";

/* what such a coroutine made is cancelled with it, what others made meanwhile is not */
$go = new ION\ResolvablePromise();
$others = $own = null;
$coroutine = ION::promise((function () use ($go, &$others) {
    yield $go;
    Fiber::suspend();
    yield $others;
})());
$fiber = new Fiber(fn () => $go->done());
$fiber->start();
$others = ION::deferred(function () {});
$fiber->resume();
$coroutine->cancel('enough');
echo $coroutine->getState(), ' ', $others->getState(), "\n";

/* callbacks of the loop that a coroutine runs by waiting at top level are not its code either */
$others = null;
$coroutine = ION::promise(function () use (&$others) {
    ION::defer(function () use (&$others) { $others = ION::deferred(function () {}); });
    ION::await(0)->await();
    while ($others === null) {
        ION::await(0)->await();
    }
    yield $others;
});
$coroutine->cancel('enough');
echo $coroutine->getState(), ' ', $others->getState(), "\n";

unset($go, $coroutine, $never, $async, $fiber, $fibers, $promises, $others);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
"result of the coroutine"
ION\InvalidUsageException: The fiber was resumed by somebody else while it waited for a promise
"result of the fiber"
a waits for itself: ION\InvalidUsageException: await() cannot wait for the promise of the code that calls it
b waits for itself: ION\InvalidUsageException: await() cannot wait for the promise of the code that calls it
a waits for itself: ION\InvalidUsageException: await() cannot wait for the promise of the code that calls it
b waits for itself: ION\InvalidUsageException: await() cannot wait for the promise of the code that calls it
done done
canceled pending
canceled pending
