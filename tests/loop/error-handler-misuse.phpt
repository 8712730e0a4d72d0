--TEST--
Loop: the error handler must be callable
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

ion_test_try(fn () => ION::setErrorHandler('no such function'));
ion_test_try(fn () => ION::setErrorHandler());
class Handler { public function handle(Throwable $e): void { echo 'method: ', $e->getMessage(), "\n"; } }
ION::setErrorHandler([new Handler(), 'handle']);
ION::await(0)->then(function () { throw new DomainException('x'); });
ION::dispatch();
ION::setErrorHandler(null);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
TypeError: ION::setErrorHandler(): Argument #1 ($handler) must be a valid callback or null, function "no such function" not found or invalid function name
ArgumentCountError: ION::setErrorHandler() expects exactly 1 argument, 0 given
method: x
