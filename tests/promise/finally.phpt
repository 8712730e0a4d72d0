--TEST--
Promise: finally() runs in any case and changes the outcome only by failing
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

function show(string $what, ION\Promise $promise): void
{
    $result = $promise->getResult();
    echo "$what: ", $promise->getState(), ' ', $result instanceof Throwable ? $result->getMessage() : var_export($result, true), "\n";
}
$done = fn ($v) => (new ION\ResolvablePromise())->done($v);
$fail = fn ($m) => (new ION\ResolvablePromise())->fail(new Exception($m));

show('value passes', $done(1)->finally(function () { echo 'args: ', func_num_args(), "\n"; return 'ignored'; }));
show('failure passes', $fail('a')->finally(fn () => 'ignored'));
show('thrown wins over value', $done(1)->finally(fn () => throw new Exception('thrown')));
show('thrown wins over failure', $fail('a')->finally(fn () => throw new Exception('thrown')));
show('returned failure wins', $done(1)->finally(fn () => $fail('returned')));
$wait = new ION\ResolvablePromise();
$p = $done('kept')->finally(fn () => $wait);
echo $p->getState(), ' ';
var_dump($p->getResult());
$wait->done('ignored');
show('returned promise awaited', $p);
$wait = new ION\ResolvablePromise();
$p = $fail('kept failure')->finally(function () use ($wait) { yield $wait; return 'ignored'; });
echo $p->getState(), "\n";
$wait->done();
show('coroutine awaited', $p);
$wait = new ION\ResolvablePromise();
$p = $done(1)->finally(function () use ($wait) { yield $wait; });
$wait->fail(new Exception('in coroutine'));
show('coroutine failed', $p);

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
args: 0
value passes: done 1
failure passes: failed a
thrown wins over value: failed thrown
thrown wins over failure: failed thrown
returned failure wins: failed returned
in_progress NULL
returned promise awaited: done 'kept'
in_progress
coroutine awaited: failed kept failure
coroutine failed: failed in coroutine
