--TEST--
Process: a timeout ends a program whose input is still being written
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$big = str_repeat('x', 1_000_000);
try {
    ION\Process::run(['sleep', '60'], ['stdin' => $big, 'timeout' => 0.05]);
} catch (ION\Promise\TimeoutException $e) {
    echo ion_test_end($e->result), "\n";
}
$finally = false;
$endless = (function () use ($big, &$finally) { try { while (true) { yield $big; } } finally { $finally = true; } })();
try {
    ION\Process::run(['sleep', '60'], ['stdin' => $endless, 'timeout' => 0.05]);
} catch (ION\Promise\TimeoutException $e) {
    echo ion_test_end($e->result), "\n";
}
/* the exception's trace holds the arguments */
unset($endless, $e);
var_dump($finally);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
timeout, signal 15
timeout, signal 15
bool(true)
