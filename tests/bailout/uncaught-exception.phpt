--TEST--
End: what the error handler lets through leaves dispatch() like any exception, finally blocks run
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

ION::setErrorHandler(function (Throwable $e) { throw $e; });
ION::await(0)->then(function () { throw new DomainException('one'); });
ION::await(0)->then(function () { throw new DomainException('two'); });
for ($i = 0; $i < 3; $i++) {
    try {
        try {
            var_dump(ION::dispatch());
        } finally {
            echo "finally\n";
        }
    } catch (DomainException $e) {
        echo $e->getMessage(), "\n";
    }
}
ION::setErrorHandler(null);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
finally
one
finally
two
bool(false)
finally
