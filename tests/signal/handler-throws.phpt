--TEST--
Signal: a handler that throws does not end the others, and the next delivery comes
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process;

ION::setErrorHandler(fn (Throwable $e) => print("error handler: {$e->getMessage()}\n"));
$count = 0;
Process::signal('USR1')->then(fn () => throw new Exception('first'));
Process::signal('USR1')->then(function () use (&$count) {
    echo 'second ', ++$count, "\n";
    if ($count === 2) {
        Process::clearSignal('USR1');
    } else {
        Process::kill(getmypid(), 'USR1');
    }
});
Process::kill(getmypid(), 'USR1');
ION::dispatch();
ION::setErrorHandler(null);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
error handler: first
second 1
error handler: first
second 2
