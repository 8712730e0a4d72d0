--TEST--
Promise: no memory is lost, with cycles and without
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\{Deferred, Promise, ResolvablePromise, Sequence};

/* Each case many times; what is left at the end would show at 16 bytes a round. */
$cases = [
    'then' => function () { $p = new ResolvablePromise(); $p->then(fn ($v) => $v)->then(fn ($v) => [$v]); $p->done(1); },
    'never settled' => function () { $p = new ResolvablePromise(); $p->then(fn ($v) => $v)->finally(fn () => 1)->onFail(fn () => 1); },
    'handler holds its promise' => function () { $p = new ResolvablePromise(); $p->then(function () use ($p) {}); },
    'by reference' => function () { $p = new ResolvablePromise(function () use (&$p) {}, function () use (&$p) {}); },
    'canceller holds its Deferred' => function () { $d = new Deferred(function () use (&$d) {}); $d->timeout(10); },
    'result holds its promise' => function () { $p = new ResolvablePromise(); $p->done((object) ['p' => [$p]]); },
    'property holds itself' => function () { $p = new Promise(); $p->self = $p; },
    'failed and handled' => function () { $p = new ResolvablePromise(); $p->onFail(fn () => 1); $p->fail(new Exception('x')); },
    'adopted by each other' => function () { $p = new ResolvablePromise(); $q = new ResolvablePromise(fn () => $p); $p->done($q); },
    'coroutine waits for nothing' => function () { ION::promise(function () { yield new ResolvablePromise(); }); },
    'coroutine waits for what it holds' => function () { $p = new ResolvablePromise(); $c = ION::promise(function () use ($p, &$c) { try { yield $p; } finally { $c = 1; } }); $p->then(function () use (&$c) {}); },
    'coroutine done' => function () { $p = new ResolvablePromise(); ION::promise(function () use ($p) { return yield $p; }); $p->done(1); },
    'coroutine cancelled' => function () { ION::promise(function () { yield ION::await(60); })->cancel('x'); },
    'fiber waits for nothing' => function () { ION::async(function () { (new ResolvablePromise())->await(); }); },
    'fiber waits for what it holds' => function () { $p = new ResolvablePromise(); $d = ION::async(function () use ($p, &$d) { $p->await(); }); },
    'fiber of a method' => function () { $o = new class { public $d; public $p; function run() { $this->p->await(); } }; $o->p = new ResolvablePromise(); $o->d = ION::async([$o, 'run'], $o); },
    'fiber done' => function () { $p = new ResolvablePromise(); ION::async(fn () => $p->await()); $p->done(1); },
    'fiber cancelled' => function () { ION::async(fn () => ION::await(60)->await())->cancel('x'); },
    'fiber in foreach' => function () { $s = new Sequence(); ION::async(function () use ($s) { foreach ($s as $v); }); $s(1); $s([2]); },
    "the user's fiber" => function () { $p = new ResolvablePromise(); $f = new Fiber(fn () => $p->await()); $f->start(); },
    'all' => function () { $p = new ResolvablePromise(); $a = Promise::all(['a' => $p, 'b' => new stdClass()]); $p->then(function () use ($a) {}); $a->then(fn () => 1); },
    'any failed' => function () { $p = new ResolvablePromise(); Promise::any($p, ION::promise(fn () => throw new Exception('e')))->onFail(fn () => 1); $p->fail(new Exception('f')); },
    'sequence' => function () { $s = new Sequence(fn ($v) => $v, function () use (&$s) {}); $s->then(function () use ($s) { return [1]; })->then(fn () => 1); $s(1); $s(2); },
    'sequence with a run that waits' => function () { $s = new Sequence(fn ($p) => $p); $s->then(function () use ($s) {}); $s(new ResolvablePromise()); },
    'clone' => function () { $p = new ResolvablePromise(fn () => 1); $p->then(function () use ($p) {}); $c = clone $p; $c->then(function () use ($c) {}); $c->done(1); },
    'clone of a sequence' => function () { $s = new Sequence(); $s->then(function () use (&$c) {})->then(fn () => 1); $c = clone $s; $c(1); },
    'iterator by hand' => function () { $s = new Sequence(); $i = $s->getIterator(); $s([1]); $s->i = 1; },
];
$rounds = getenv('ION_TEST_SLOW') || getenv('USE_ZEND_ALLOC') === '0' ? 50 : 2000;
foreach ($cases as $name => $case) {
    $measure = function () use ($case, $rounds) {
        for ($i = 0; $i < $rounds; $i++) {
            $case();
        }
        while (gc_collect_cycles() > 0);
        return memory_get_usage();
    };
    $before = $measure();
    $grown = $measure() - $before;
    if ($grown > 16 * $rounds / 10) {
        echo "$name: $grown bytes in $rounds rounds\n";
    }
}
echo "measured\n";

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
measured
