--TEST--
End: exit() in any callback ends the script with its code, and no handler takes it for a failure
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$before = <<<'PHP'
ION::setErrorHandler(function (Throwable $e) { echo 'HANDLER ', get_class($e), "\n"; });
register_shutdown_function(function () { echo "shutdown function\n"; });
$caught = fn ($e) => print('CAUGHT ' . get_class($e) . "\n");
$bye = function () { exit(7); };
PHP;
$places = [
    'timer' => 'ION::await(0)->then($bye)->onFail($caught); ION::dispatch();',
    'then of a program' => 'ION\Process::exec("true")->then($bye)->onFail($caught); ION::dispatch();',
    'fail callback' => 'ION\Process::exec(["/no/such"])->onFail(fn (Throwable $e) => $bye())->onFail($caught); ION::dispatch();',
    'then of a settled promise' => 'ION::promise(1)->then($bye)->onFail($caught);',
    'interval' => 'ION::interval(0)->onDone($bye); ION::dispatch();',
    'coroutine' => 'ION::promise(function () use ($bye) { yield ION::await(0); $bye(); })->onFail($caught); ION::dispatch();',
    'fiber' => 'ION::async(function () use ($bye) { ION::await(0)->await(); $bye(); })->onFail($caught); ION::dispatch();',
    'fiber at once' => 'ION::async(function () use ($bye) { $bye(); })->onFail($caught);',
    'generator for stdin' => 'ION\Process::exec("cat", ["stdin" => (function () use ($bye) { yield "x"; $bye(); })()])->onFail($caught); ION::dispatch();',
    'its finally' => 'ION\Process::exec("head -c 1", ["stdin" => (function () use ($bye) { try { while (true) { yield str_repeat("x", 99999); } } finally { $bye(); } })()])->onFail($caught); ION::dispatch();',
    '__toString() for stdin' => 'ION\Process::exec("cat", ["stdin" => [new class { function __toString(): string { exit(7); } }]])->onFail($caught); ION::dispatch();',
    'error handler' => 'ION::setErrorHandler($bye); ION::await(0)->then(function () { throw new Exception("x"); }); ION::dispatch();',
    'while run() waits' => 'ION::await(0)->then($bye); ION\Process::run(["sleep", "60"]);',
    'while await() waits' => 'ION::await(0)->then($bye); ION::await(60)->await();',
];
foreach ($places as $name => $code) {
    $end = ion_test_code("$before\n$code\necho \"WENT ON\\n\";", [], 10);
    echo "$name: $end[code] ", str_replace("\n", ' ', trim($end['out'] . $end['err'])), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
timer: 7 shutdown function
then of a program: 7 shutdown function
fail callback: 7 shutdown function
then of a settled promise: 7 shutdown function
interval: 7 shutdown function
coroutine: 7 shutdown function
fiber: 7 shutdown function
fiber at once: 7 shutdown function
generator for stdin: 7 shutdown function
its finally: 7 shutdown function
__toString() for stdin: 7 shutdown function
error handler: 7 shutdown function
while run() waits: 7 shutdown function
while await() waits: 7 shutdown function
