--TEST--
Promise: a million links use no C stack (256 KiB)
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

/* 200,000 would fill the stack many times; a million of them of every kind takes gigabytes. Sanitizers and
 * valgrind need stack of their own, and time: they get a shorter chain. */
$is_slow = getenv('ION_TEST_SLOW') || getenv('USE_ZEND_ALLOC') === '0';
$links = $is_slow ? 20000 : 200000;
$million = $is_slow || PHP_DEBUG ? $links : 1000000;
$head = 'use ION\{Deferred, ResolvablePromise, Sequence}; ini_set("memory_limit", "-1"); gc_disable(); $n = (int) $argv[1]; $p = $r = new ResolvablePromise();';
$links_of = fn (string $link) => "for (\$i = 0; \$i < \$n; \$i++) { $link }";
$then = $links_of('$p = $p->then(fn ($x) => $x + 1);');
$co = $links_of('$p = ION::promise((function () use ($p) { return 1 + yield $p; })());');
$adopt = $links_of('$q = new ResolvablePromise(); $q->done($p); $p = $q;');
$cases = [
    'settled' => "$then \$r->done(0); echo \$p->getResult() === \$n ? 'ok' : 'wrong';",
    'failed' => "$then \$r->fail(new Exception('e')); echo \$p->getResult()->getMessage() === 'e' ? 'ok' : 'wrong';",
    'dropped' => "$then unset(\$p, \$r); echo 'ok';",
    'finally' => $links_of('$p = $p->finally(fn () => null);') . "\$r->done(1); echo \$p->getResult() === 1 ? 'ok' : 'wrong';",
    'adopted' => "$adopt \$r->done(5); echo \$p->getResult() === 5 ? 'ok' : 'wrong';",
    'adopted, dropped' => "$adopt unset(\$p, \$q, \$r); echo 'ok';",
    'coroutines' => "$co \$r->done(0); echo \$p->getResult() === \$n ? 'ok' : 'wrong';",
    'coroutines, failed' => "$co \$r->fail(new Exception('e')); echo \$p->getResult()->getMessage() === 'e' ? 'ok' : 'wrong';",
    'coroutines, dropped' => "$co unset(\$p, \$r); gc_collect_cycles(); echo 'ok';",
    'yields of settled promises' => '$c = ION::promise(function () use ($n) { for ($i = 0; $i < $n; $i++) { $x = yield ION::promise($i); } return $x; }); echo $c->getResult() === $n - 1 ? "ok" : "wrong";',
    'cloned' => "$then \$c = clone \$r; unset(\$p, \$r); \$c->done(0); echo \$c->getState() === 'done' ? 'ok' : 'wrong';",
    'below a sequence' => '$s = new Sequence(); $p = $s; ' . $links_of('$p = $p->then(fn ($x) => $x + 1);') . '$p->then(function ($x) use ($n) { echo $x === $n ? "ok" : "wrong"; }); unset($p); $s(0); $s->cancel();',
    'captured by handlers' => $links_of('$q = new ResolvablePromise(); $q->then(function () use ($p) {}); $p = $q;') . "unset(\$p, \$q, \$r); echo 'ok';",
    'captured by cancellers' => $links_of('$p = new Deferred(function () use ($p) {});') . "unset(\$p, \$r); echo 'ok';",
    'held as results' => $links_of('$q = new ResolvablePromise(); $q->done(fn () => $p); $p = $q;') . "unset(\$p, \$q, \$r); echo 'ok';",
];
foreach ($cases as $name => $code) {
    $file = tempnam(sys_get_temp_dir(), 'ion-chain-');
    file_put_contents($file, "<?php $head $code");
    $count = $name === 'settled' || $name === 'coroutines' ? $million : $links;
    $argv = array_merge(['sh', '-c', $is_slow ? 'exec "$@"' : 'ulimit -s 256; exec "$@"', 'sh'], ion_test_php([$file, (string) $count]));
    $run = ion_test_run($argv, '', null, 120);
    unlink($file);
    echo "$name: ", $run['out'], $run['err'], $run['code'] || $run['signal'] ? " code {$run['code']} signal {$run['signal']}" : '', "\n";
}

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
settled: ok
failed: ok
dropped: ok
finally: ok
adopted: ok
adopted, dropped: ok
coroutines: ok
coroutines, failed: ok
coroutines, dropped: ok
yields of settled promises: ok
cloned: ok
below a sequence: ok
captured by handlers: ok
captured by cancellers: ok
held as results: ok
