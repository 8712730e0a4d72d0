--TEST--
Process: Deferred::timeout() stops the program like the option
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;
use ION\Promise\TimeoutException;

try {
    Process::exec('echo partial; exec sleep 60')->timeout(0.1)->await();
} catch (TimeoutException $e) {
    echo get_class($e), ', ', ion_test_end($e->result), ', ', $e->result->stdout;
}
/* whichever is first */
try {
    Process::exec(['sleep', '60'], ['timeout' => 0.02])->timeout(3000)->await();
} catch (TimeoutException $e) {
    echo ion_test_end($e->result), "\n";
}
try {
    Process::exec(['sleep', '60'], ['timeout' => 3000])->timeout(0.02)->await();
} catch (TimeoutException $e) {
    echo ion_test_end($e->result), "\n";
}
echo Process::exec(['echo', 'in time'])->timeout(3000)->await()->stdout;

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ION\Promise\TimeoutException, timeout, signal 15, partial
timeout, signal 15
timeout, signal 15
in time
