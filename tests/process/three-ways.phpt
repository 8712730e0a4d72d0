--TEST--
Process: yield, await() and then() give the same result
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

ION::promise(function () {
    $r = yield Process::exec(['echo', 'yield']);
    echo $r->stdout;
    return $r;
})->await();
ION::async(function () {
    echo Process::exec(['echo', 'await in a fiber'])->await()->stdout;
})->await();
echo Process::exec(['echo', 'await at top level'])->await()->stdout;
Process::exec(['echo', 'then'])->then(function (Process\Exec $r) {
    echo $r->stdout;
});
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
yield
await in a fiber
await at top level
then
