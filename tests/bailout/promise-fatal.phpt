--TEST--
Promise: fatal errors in callbacks end the script; a shutdown function may run a loop
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$fatal = 'eval("class Incomplete implements Countable {}")';
$memory = 'str_repeat("x", 1 << 30)';
$cases = [
    'handler' => '$p->then(fn () => @BOOM); $p->then($no); $p->done();',
    'coroutine' => 'ION::promise(function () { yield ION::await(0); BOOM; }); ION::dispatch();',
    'fiber' => 'ION::async(function () { ION::await(0)->await(); BOOM; }); ION::dispatch();',
    'fiber at once' => 'ION::async(function () { BOOM; });',
    'awaited' => 'ION::await(0)->then(function () { BOOM; }); ION::await(60)->await();',
    'run' => '$s = new ION\Sequence(); $s->then(function () { BOOM; }); $s(1);',
    'canceller' => '$d = new ION\Deferred(function () { BOOM; }); $d->cancel("x");',
    'destructor' => 'class D { function __destruct() { BOOM; } } $p->then((function () { $d = new D(); return fn () => $d; })()); $p->then(fn () => 1)->then(fn () => 2); unset($p);',
    'fiber waits while main dies' => 'ION::async(function () use ($p) { try { $p->await(); } finally { echo "finally must not run\n"; } }); BOOM;',
];
foreach ($cases as $name => $code) {
    foreach (['fatal' => $fatal, 'memory' => $memory] as $kind => $boom) {
        $run = ion_test_code('$no = fn () => print("NOT CALLED\n"); $p = new ION\ResolvablePromise(); $keep = $p; if (isset($argv[1])) { unset($keep); }'
            . 'register_shutdown_function(function () { global $keep; $q = new ION\ResolvablePromise(); $q->then(fn ($v) => ION::await(0))->then(function ($v) { echo "shutdown loop ", var_export($v, true), "\n"; ION::stop(); }); $q->done(); ION::dispatch(); });'
            . str_replace(['@BOOM', 'BOOM'], $boom, $code) . ' echo "NOT REACHED\n";', $name === 'destructor' ? ['drop'] : []);
        /* the text of a fatal error differs between versions and builds */
        $out = preg_replace('~(Fatal error: ).*~', '$1...', $run['out']);
        echo "$name, $kind: ", trim(preg_replace('~\s+~', ' ', $out)), ' ', $run['code'], "\n";
    }
}

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
handler, fatal: Fatal error: ... shutdown loop true 255
handler, memory: Fatal error: ... shutdown loop true 255
coroutine, fatal: Fatal error: ... shutdown loop true 255
coroutine, memory: Fatal error: ... shutdown loop true 255
fiber, fatal: Fatal error: ... shutdown loop true 255
fiber, memory: Fatal error: ... shutdown loop true 255
fiber at once, fatal: Fatal error: ... shutdown loop true 255
fiber at once, memory: Fatal error: ... shutdown loop true 255
awaited, fatal: Fatal error: ... shutdown loop true 255
awaited, memory: Fatal error: ... shutdown loop true 255
run, fatal: Fatal error: ... shutdown loop true 255
run, memory: Fatal error: ... shutdown loop true 255
canceller, fatal: Fatal error: ... shutdown loop true 255
canceller, memory: Fatal error: ... shutdown loop true 255
destructor, fatal: Fatal error: ... shutdown loop true 255
destructor, memory: Fatal error: ... shutdown loop true 255
fiber waits while main dies, fatal: Fatal error: ... shutdown loop true 255
fiber waits while main dies, memory: Fatal error: ... shutdown loop true 255
