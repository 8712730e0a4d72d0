--TEST--
Promise: what a destructor does to a waiting fiber happens in the next turn, and never to a later wait
--SKIPIF--
<?php
if (PHP_VERSION_ID >= 80400) {
    die('skip from PHP 8.4 on destructors switch fibers, and what they wake goes on at once');
}
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

class Last { public function __construct(public Closure $fn) {} public function __destruct() { ($this->fn)(); } }

$in_destructor = function (Closure $fn): void {
    $last = new Last($fn);
    unset($last);
};
$turns = function (): void {
    for ($i = 0; $i < 3; $i++) {
        ION::dispatch(ION::LOOP_ONCE | ION::LOOP_NONBLOCK);
    }
};
$wait = function (ION\Promise ...$promises): ION\Deferred {
    return ION::async(function () use ($promises) {
        foreach ($promises as $name => $promise) {
            try {
                echo "$name: " . $promise->await() . "\n";
            } catch (Throwable $e) {
                echo "$name: ", get_class($e), ': ', $e->getMessage(), "\n";
            }
        }
    });
};

echo "done in a destructor\n";
$first = new ION\ResolvablePromise();
$p = $wait(first: $first);
$in_destructor(function () use ($first) { $first->done('value'); echo "destructor ends\n"; });
$turns();
echo $p->getState(), "\n";

echo "done in a destructor, then cancelled at once: the next wait is another one\n";
$first = new ION\ResolvablePromise();
$second = new ION\ResolvablePromise();
$p = $wait(first: $first, second: $second);
$in_destructor(fn () => $first->done('value'));
$p->cancel('enough');
$turns();
$second->done('also');
echo $p->getState(), "\n";

echo "the same with a failure\n";
$first = new ION\ResolvablePromise();
$second = new ION\ResolvablePromise();
$p = $wait(first: $first, second: $second);
$in_destructor(fn () => $first->fail(new Exception('failure')));
$p->cancel('enough');
$turns();
$second->done('also');
echo $p->getState(), "\n";

echo "cancelled in a destructor, then done at once: the next wait is cancelled\n";
$first = new ION\ResolvablePromise();
$second = new ION\ResolvablePromise();
$p = $wait(first: $first, second: $second);
$in_destructor(fn () => $p->cancel('enough'));
$first->done('value');
$turns();
echo $p->getState(), "\n";

echo "cancelled in a destructor, then the function returns a promise: that wait is cancelled\n";
$first = new ION\ResolvablePromise();
$second = new ION\ResolvablePromise();
$p = ION::async(function () use ($first, $second) { $first->await(); return $second; });
$in_destructor(fn () => $p->cancel('enough'));
$first->done('value');
$turns();
echo $p->getState(), "\n";

echo "cancelled in a destructor, then over: nothing\n";
$first = new ION\ResolvablePromise();
$p = $wait(first: $first);
$in_destructor(fn () => $p->cancel('enough'));
$first->done('value');
$turns();
echo $p->getState(), "\n";

unset($p, $first, $second);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
done in a destructor
destructor ends
first: value
done
done in a destructor, then cancelled at once: the next wait is another one
first: ION\Promise\CancelException: enough
second: also
done
the same with a failure
first: ION\Promise\CancelException: enough
second: also
done
cancelled in a destructor, then done at once: the next wait is cancelled
first: value
second: ION\Promise\CancelException: enough
done
cancelled in a destructor, then the function returns a promise: that wait is cancelled
canceled
cancelled in a destructor, then over: nothing
first: value
done
