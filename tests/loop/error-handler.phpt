--TEST--
Loop: the error handler gets the failures that nobody handled
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

ION::setErrorHandler(function (Throwable $e) {
    echo 'handler: ', get_class($e), ' ', $e->getMessage(), "\n";
});
ION::await(0)->then(function () { throw new DomainException('in then'); });
ION::interval(0, 'i')->onDone(function () {
    ION::cancelInterval('i');
    throw new DomainException('in an interval');
});
var_dump(ION::dispatch());
/* handled ones do not come */
ION::await(0)->then(function () { throw new DomainException('handled'); })->onFail(fn () => null);
ION::dispatch();
ION::setErrorHandler(null);
ION::await(0)->then(function () { throw new DomainException('without a handler'); });
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
handler: DomainException in then
handler: DomainException in an interval
bool(false)

Warning: %s: DomainException: without a handler in %s on line %d
