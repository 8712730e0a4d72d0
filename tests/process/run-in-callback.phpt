--TEST--
Process: run() in a callback of the loop says what to do instead, and starts nothing
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;

ION::await(0)->then(function () {
    try {
        Process::run(['true']);
    } catch (ION\InvalidUsageException $e) {
        echo $e->getMessage(), "\n";
    }
    var_dump(ION::getStats()['execs'], ion_test_children());
});
ION::dispatch();
/* the same by way of a fiber is allowed */
ION::await(0)->then(fn () => ION::async(fn () => Process::run('echo in a fiber')->stdout))
    ->then(function ($out) { echo $out; });
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
Cannot wait here: a callback of the loop runs, and the loop has to go on first. Run the code in a Fiber (ION::async()), or use yield in a coroutine, or then()
int(0)
array(0) {
}
in a fiber
