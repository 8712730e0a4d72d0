--TEST--
Promise: cancelling a coroutine or a fiber
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Promise\CancelException;

function show(ION\Promise $promise): void
{
    $result = $promise->getResult();
    echo '  ', $promise->getState(), ' ', $result instanceof Throwable ? get_class($result) . ': ' . $result->getMessage() : var_export($result, true), "\n";
}
/* the same code as coroutine and as fiber */
$start = [
    'coroutine' => fn (callable $body) => ION::promise(function () use ($body) {
        return yield from $body(function ($p) { return yield $p; });
    }),
    'fiber' => fn (callable $body) => ION::async(function () use ($body) {
        $generator = $body(function ($p) { return $p->await(); yield; });
        foreach ($generator as $unused);
        return $generator->getReturn();
    }),
];
foreach ($start as $kind => $run) {
    echo "== $kind\n-- lets the exception go\n";
    $p = new ION\ResolvablePromise();
    $task = $run(function ($wait) use ($p) { try { yield from $wait($p); } finally { echo "  finally\n"; } });
    $task->cancel('stop');
    show($task);
    $p->done('nobody waits');

    echo "-- returns a value\n";
    $task = $run(function ($wait) use (&$p) { try { yield from $wait(new ION\ResolvablePromise()); } catch (CancelException $e) { return 'caught ' . $e->getMessage(); } });
    $task->cancel('stop');
    show($task);

    echo "-- throws something else\n";
    $task = $run(function ($wait) { try { yield from $wait(new ION\ResolvablePromise()); } catch (CancelException $e) { throw new DomainException('other'); } });
    $task->cancel('stop');
    show($task);

    echo "-- goes on, and is cancelled again\n";
    $task = $run(function ($wait) { for ($i = 1;; $i++) { try { yield from $wait(new ION\ResolvablePromise()); } catch (CancelException $e) { if ($i === 3) { return "gave up at $i"; } } } });
    $task->cancel('one');
    $task->cancel('two');
    echo '  ', $task->getState(), "\n";
    $task->cancel('three');
    show($task);

    echo "-- what it made through ION is cancelled in its place\n";
    $task = $run(function ($wait) use (&$timer) {
        $timer = ION::await(60);
        try {
            yield from $wait($timer);
        } catch (CancelException $e) {
            return "timer {$timer->getState()}, task got {$e->getMessage()}";
        }
    });
    $task->cancel('both');
    show($task);

    echo "-- what others made is not\n";
    $others = ION::await(60);
    $task = $run(fn ($wait) => $wait($others));
    $task->cancel('only the task');
    show($task);
    echo '  ', $others->getState(), "\n";
    $others->cancel('test is over');

    echo "-- through tasks it started, to the end\n";
    $task = $run(function ($wait) use ($run, &$inner) {
        $inner = $run(function ($wait) { return 'inner: ' . yield from $wait(ION::deferred(fn () => 1, fn ($e) => 'canceller')); });
        return 'outer: ' . yield from $wait($inner);
    });
    $task->cancel('deep');
    show($inner);
    show($task);

    echo "-- by its own code: at the next wait\n";
    $task = $run(function ($wait) use (&$task) {
        yield from $wait(ION::await(0));
        $task->cancel('myself');
        echo "  still running\n";
        try {
            yield from $wait(ION::promise('even a settled one'));
        } catch (CancelException $e) {
            return 'got ' . $e->getMessage();
        }
        try {
            yield from $wait(ION::await(0));
        } catch (CancelException $e) {
            return 'got ' . $e->getMessage();
        }
    });
    $task->await();
    show($task);
}

echo "== a fiber that suspended itself\n";
$task = ION::async(function () { try { Fiber::suspend(); } catch (CancelException $e) { return $e->getMessage(); } });
$task->cancel('thrown in');
show($task);
echo "== a fiber whose returned promise is awaited\n";
$task = ION::async(fn () => new ION\ResolvablePromise());
echo '  ', $task->getState(), "\n";
$task->cancel('stop waiting');
show($task);
echo "== ION::promise() of a Closure cancels what it returned\n";
$task = ION::promise(function () use (&$timer) { return $timer = ION::await(60); });
$task->cancel('chain');
show($task);
show($timer);

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
== coroutine
-- lets the exception go
  finally
  canceled ION\Promise\CancelException: stop
-- returns a value
  done 'caught stop'
-- throws something else
  failed DomainException: other
-- goes on, and is cancelled again
  in_progress
  done 'gave up at 3'
-- what it made through ION is cancelled in its place
  done 'timer canceled, task got both'
-- what others made is not
  canceled ION\Promise\CancelException: only the task
  pending
-- through tasks it started, to the end
  done 'inner: canceller'
  done 'outer: inner: canceller'
-- by its own code: at the next wait
  still running
  done 'got myself'
== fiber
-- lets the exception go
  finally
  canceled ION\Promise\CancelException: stop
-- returns a value
  done 'caught stop'
-- throws something else
  failed DomainException: other
-- goes on, and is cancelled again
  in_progress
  done 'gave up at 3'
-- what it made through ION is cancelled in its place
  done 'timer canceled, task got both'
-- what others made is not
  canceled ION\Promise\CancelException: only the task
  pending
-- through tasks it started, to the end
  done 'inner: canceller'
  done 'outer: inner: canceller'
-- by its own code: at the next wait
  still running
  done 'got myself'
== a fiber that suspended itself
  done 'thrown in'
== a fiber whose returned promise is awaited
  in_progress
  canceled ION\Promise\CancelException: stop waiting
== ION::promise() of a Closure cancels what it returned
  canceled ION\Promise\CancelException: chain
  canceled ION\Promise\CancelException: chain
