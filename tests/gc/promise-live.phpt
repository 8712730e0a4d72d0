--TEST--
Promise: what the loop or a handler still needs is not collected
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\{Deferred, ResolvablePromise, Sequence};

$source = new ResolvablePromise();
$make = function () use ($source) {
    $co = ION::promise(function () use ($source, &$co) { $x = new ArrayObject([1]); $got = yield $source; gc_collect_cycles(); echo "coroutine $got ", count($x), ' ', get_class($co), "\n"; });
    $f = ION::async(function () use ($source, &$f) { $x = new ArrayObject([1, 2]); $got = $source->await(); gc_collect_cycles(); echo "fiber $got ", count($x), ' ', get_class($f), "\n"; });
    $p = new ResolvablePromise(function ($v) use (&$p) { gc_collect_cycles(); echo 'own callback ', get_class($p), "\n"; return $v; });
    $source->then($p);
    $p->then(function () use ($p) { gc_collect_cycles(); echo "below, ", $p->getState(), "\n"; });
};
$make();
gc_collect_cycles();
$source->then(function () { gc_collect_cycles(); });
$source->done('value');

echo "-- held by the loop\n";
$make = function () {
    $d = ION::await(0.001);
    $d->self = $d;
    ION::promise(function () use ($d) { yield $d; echo "coroutine on a timer\n"; });
    ION::async(function () { $s = ION::interval(0.001); foreach ($s as $i) { gc_collect_cycles(); if ($i >= 2) { $s->cancel(); } } echo "foreach on an interval\n"; ION::stop(); });
};
$make();
gc_collect_cycles();
$watchdog = ION::await(20);
ION::dispatch();
$watchdog->cancel('in time');
unset($watchdog);

echo "-- garbage of clones that share callbacks\n";
$s = new Sequence();
$o = new stdClass();
$s->then(function () use ($s, $o) { $o->ran = true; });
$wait = new ResolvablePromise();
$t = new Sequence(fn () => $wait);
$t->then(function ($v) use ($t, $s) { gc_collect_cycles(); echo "late run $v\n"; });
$t();
$c = clone $t;
unset($t, $s);
gc_collect_cycles();
$wait->done('value');
$c->cancel();
unset($c);
var_dump(gc_collect_cycles() >= 0);

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
coroutine value 1 ION\Deferred
fiber value 2 ION\Deferred
own callback ION\ResolvablePromise
below, done
-- held by the loop
coroutine on a timer
foreach on an interval
-- garbage of clones that share callbacks
late run value
bool(true)
