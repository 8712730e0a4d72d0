--TEST--
Promise: exit() in any callback ends the script with its code, and nobody sees it
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$cases = [
    'then' => '$p->then(fn () => exit(7)); $p->onFail($no); $p->then($no, $no); $p->done();',
    'then on a settled one' => '$p->done(); $p->then(fn () => exit(7));',
    'fail handler' => '$p->onFail(fn () => exit(7))->then($no, $no); $p->fail(new Exception());',
    'finally' => '$p->finally(fn () => exit(7))->then($no, $no); $p->done();',
    'constructor callback' => '$q = new ION\ResolvablePromise(fn () => exit(7)); $q->then($no, $no); $q->done();',
    'canceller' => '$d = new ION\Deferred(fn () => exit(7)); $d->then($no, $no); $d->cancel("x");',
    'resolver' => 'ION::deferred(fn () => exit(7));',
    'Closure' => 'ION::promise(fn () => exit(7))->then($no, $no);',
    'coroutine' => 'ION::promise(function () use ($no) { try { yield ION::await(0); exit(7); } catch (Throwable $e) { $no(); } finally { $no("finally"); } })->then($no, $no); ION::dispatch();',
    'coroutine, at once' => 'ION::promise(function () { exit(7); yield; });',
    'fiber' => 'ION::async(function () use ($no) { try { ION::await(0)->await(); exit(7); } catch (Throwable $e) { $no(); } finally { $no("finally"); } })->then($no, $no); ION::dispatch();',
    'fiber, at once' => 'ION::async(fn () => exit(7));',
    'awaited at top level' => 'ION::await(0)->then(fn () => exit(7)); ION::await(60)->await();',
    'awaited in a fiber' => 'ION::async(function () use ($p) { $p->then(fn () => exit(7)); $p->done(); });',
    'handler of a run' => '$s = new ION\Sequence(); $s->then(fn () => exit(7)); $s->then($no); $s(1);',
    'starter' => '$s = new ION\Sequence(fn () => exit(7)); $s->then($no, $no); $s(1);',
    'release' => '$s = new ION\Sequence(null, fn () => exit(7)); $s->forget($s->then());',
    'foreach' => '$s = new ION\Sequence(); ION::async(function () use ($s) { foreach ($s as $v) { exit(7); } }); $s(1);',
    'timeout' => '$d = new ION\Deferred(fn () => exit(7)); $d->timeout(0); ION::await(60)->await();',
    'iterator of all' => 'ION\Promise::all((function () { yield 1; exit(7); })());',
    'error handler' => 'ION::setErrorHandler(fn () => exit(7)); ION::promise(fn () => throw new Exception()); $no();',
    'nested' => '$q = new ION\ResolvablePromise(); $q->then(fn () => exit(7)); $p->then(fn () => $q->done())->then($no, $no); $p->then($no, $no); ION::promise(function () use ($p, $no) { yield ION::await(0); $p->done(); $no(); }); ION::dispatch();',
];
foreach ($cases as $name => $code) {
    $run = ion_test_code('$no = function ($what = "handler") { echo "SEEN BY $what\n"; }; $p = new ION\ResolvablePromise(); '
        . 'register_shutdown_function(fn () => print("shutdown ")); ' . $code . ' echo "NOT REACHED\n";');
    echo $name, ': ', $run['out'], $run['err'], $run['code'], $run['signal'] ? " signal {$run['signal']}" : '', "\n";
}

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
then: shutdown 7
then on a settled one: shutdown 7
fail handler: shutdown 7
finally: shutdown 7
constructor callback: shutdown 7
canceller: shutdown 7
resolver: shutdown 7
Closure: shutdown 7
coroutine: shutdown 7
coroutine, at once: shutdown 7
fiber: shutdown 7
fiber, at once: shutdown 7
awaited at top level: shutdown 7
awaited in a fiber: shutdown 7
handler of a run: shutdown 7
starter: shutdown 7
release: shutdown 7
foreach: shutdown 7
timeout: shutdown 7
iterator of all: shutdown 7
error handler: shutdown 7
nested: shutdown 7
