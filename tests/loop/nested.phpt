--TEST--
Loop: a nested dispatch() is misuse and says what to do instead, the outer one goes on
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;

ION::await(0)->then(function () { ION::dispatch(); })->onFail(function (ION\InvalidUsageException $e) {
    var_dump(str_contains($e->getMessage(), 'nested') && str_contains($e->getMessage(), 'ION::async()'));
});
ION::dispatch();
Process::exec(['true'])->then(function () {
    ion_test_try(fn () => ION::dispatch(ION::LOOP_NONBLOCK));
    ion_test_try(fn () => ION::reinit());
});
ION::dispatch();
ION::async(function () {
    ION::await(0)->await();
    ion_test_try(fn () => ION::dispatch());
});
ION::await(0.001)->then(function () { echo "the outer goes on\n"; });
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
bool(true)
ION\InvalidUsageException: The loop runs already: %s
ION\InvalidUsageException: %s
ION\InvalidUsageException: The loop runs already: %s
the outer goes on
