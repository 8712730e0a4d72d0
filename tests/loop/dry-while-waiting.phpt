--TEST--
Loop: waiting for what never comes fails when the loop runs dry
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$promise = new ION\ResolvablePromise();
try {
    $promise->await();
} catch (ION\PromiseException $e) {
    echo get_class($e), "\n";
    var_dump(str_contains($e->getMessage(), basename(__FILE__) . ':4') || str_contains($e->getMessage(), basename(__FILE__)));
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
ION\PromiseException
bool(true)
