--TEST--
Process: a failed start that nobody handles is reported once
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

ION\Process::exec(['/no/such/program']);
ION::dispatch();
ION::setErrorHandler(function (Throwable $e) { echo 'handler: ', $e->getMessage(), "\n"; });
ION\Process::exec(['/no/such/program']);
ION::dispatch();
ION::setErrorHandler(null);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
Warning: %s: cannot start '/no/such/program': exec: No such file or directory in %s on line %d
handler: cannot start '/no/such/program': exec: No such file or directory
