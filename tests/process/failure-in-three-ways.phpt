--TEST--
Process: a failed start is an exception at the yield, out of await() and for the fail callback
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;
use ION\Process\SpawnException;

ION::promise(function () {
    try {
        yield Process::exec(['/no/such']);
    } catch (SpawnException $e) {
        echo 'yield: ', $e->stage, ' ', $e->errno, "\n";
    }
})->await();
try {
    Process::exec(['/no/such'])->await();
} catch (SpawnException $e) {
    echo 'await: ', $e->stage, ' ', $e->errno, "\n";
}
Process::exec(['/no/such'])->onFail(function (SpawnException $e) {
    echo 'onFail: ', $e->stage, ' ', $e->errno, "\n";
});
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
yield: exec 2
await: exec 2
onFail: exec 2
