--TEST--
Loop: what the error handler throws leaves through dispatch(), and the loop can run again
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

ION::setErrorHandler(function (Throwable $e) { throw new RuntimeException('out of the handler', 5, $e); });
$later = false;
ION::await(0)->then(function () { throw new DomainException('first'); });
ION::await(0.001)->then(function () use (&$later) { $later = true; });
try {
    ION::dispatch();
    echo "no exception\n";
} catch (RuntimeException $e) {
    echo $e->getMessage(), ' <- ', $e->getPrevious()->getMessage(), "\n";
}
ION::setErrorHandler(null);
var_dump($later, ION::dispatch(), $later);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
out of the handler <- first
bool(false)
bool(false)
bool(true)
