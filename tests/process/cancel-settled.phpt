--TEST--
Process: cancel() of a settled promise changes nothing
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$promise = ION\Process::exec(['true']);
$promise->await();
ion_test_try(fn () => $promise->cancel('x'));
echo $promise->getState(), ' ', ion_test_end($promise->getResult()), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
done exit, status 0
