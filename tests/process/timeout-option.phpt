--TEST--
Process: the option timeout stops the program and fails with a TimeoutException
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;
use ION\Promise\TimeoutException;

$start = hrtime(true);
try {
    Process::run('echo partial; exec sleep 60', ['timeout' => 0.1]);
} catch (TimeoutException $e) {
    echo get_class($e), ': ', $e->getMessage(), "\n";
    echo ion_test_end($e->result), ', ', $e->result->stdout;
    var_dump((hrtime(true) - $start) / 1e9 >= 0.1, $e->result->duration >= 0.1);
}
/* one that is fast enough never hears of it */
echo Process::run('echo fast', ['timeout' => 3000])->stdout;
var_dump(ION::getStats()['watchers']);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
ION\Promise\TimeoutException: 'echo partial; exec sleep 60' took longer than 0.1 s and was stopped
timeout, signal 15, partial
bool(true)
bool(true)
fast
int(%d)
