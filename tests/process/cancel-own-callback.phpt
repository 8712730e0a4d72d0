--TEST--
Process: cancelled out of its own callback a promise stays as it was settled
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$promise = ION\Process::exec(['true']);
$promise->then(function ($r) use ($promise) {
    $promise->cancel('too late');
    echo ion_test_end($r), "\n";
});
ION::dispatch();
echo $promise->getState(), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
exit, status 0
done
