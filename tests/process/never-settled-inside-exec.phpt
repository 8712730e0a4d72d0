--TEST--
Process: a promise never settles inside exec(), whatever the program does
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

foreach ([['true'], ['/no/such'], ['true', []]] as [$program]) {
    $promise = Process::exec([$program]);
    echo $promise->getState(), "\n";
    $all[] = $promise->then(fn () => 'done', fn () => 'failed');
}
echo implode(' ', ION\Promise::all($all)->await()), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
pending
pending
pending
done failed done
