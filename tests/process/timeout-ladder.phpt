--TEST--
Process: the timeout climbs the whole ladder
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$file = ion_test_temp('ready');
try {
    ION\Process::run(['sh', '-c', 'trap "" TERM; : > "$F"; echo got here; while :; do :; done'], [
        'env' => ['F' => $file],
        'timeout' => 0.2,
        'stop' => [['TERM', 0.02], ['KILL', 0]],
    ]);
} catch (ION\Promise\TimeoutException $e) {
    echo ion_test_end($e->result), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
timeout, signal %d
