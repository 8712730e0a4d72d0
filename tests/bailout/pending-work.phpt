--TEST--
End: a script may end with whatever pending, and nothing is said about it
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$code = <<<'PHP'
$a = ION::await(3600);
$b = ION::interval(3600, 'x');
$c = ION::promise(function () { try { yield ION::await(3600); } finally { echo "finally of the coroutine\n"; } });
$d = ION::async(function () { try { ION::await(3600)->await(); } finally { echo "finally of the fiber\n"; } });
$e = ION\Process::exec(['sleep', '60'], ['stdin' => (function () { try { while (true) { yield str_repeat('x', 65536); } } finally { echo "finally of the input\n"; } })()]);
$e->then(fn () => print("MUST NOT RUN\n"), fn () => print("MUST NOT RUN\n"));
$f = new ION\ResolvablePromise(fn () => print("MUST NOT RUN\n"));
ION::stop(3600);
ION::dispatch(ION::LOOP_NONBLOCK);
ION::dispatch(ION::LOOP_NONBLOCK);
echo "end\n";
PHP;
/* whatever hangs together in cycles is freed with the heap: no leak, but it looks like one */
putenv('ION_ASAN_LEAKS=0');
$end = ion_test_code($code);
$lines = explode("\n", trim($end['out'] . $end['err']));
sort($lines);
echo implode("\n", $lines), "\n", $end['code'], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
end
finally of the coroutine
finally of the fiber
finally of the input
0
