--TEST--
Promise: the time limit in a callback ends the script
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

foreach (['$p->then(function () { for (;;); });', 'ION::promise(function () use ($p) { yield $p; for (;;); });', 'ION::async(function () use ($p) { $p->await(); for (;;); });'] as $code) {
    $run = ion_test_code('set_time_limit(1); $p = new ION\ResolvablePromise(); register_shutdown_function(fn () => print("shutdown\n"));' . $code . 'ION::await(0)->then(fn () => $p->done()); ION::dispatch(); echo "NOT REACHED\n";');
    echo trim(preg_replace(['~ in /\S+ on line \d+~', '~\s+~'], ['', ' '], $run['out'])), ' ', $run['code'], "\n";
}

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
Fatal error: Maximum execution time of 1 second exceeded shutdown 255
Fatal error: Maximum execution time of 1 second exceeded shutdown 255
Fatal error: Maximum execution time of 1 second exceeded shutdown 255
