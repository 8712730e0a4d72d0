--TEST--
Promise: an error handler that throws for the warning of an unhandled failure throws the failure, too
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

set_error_handler(function (int $level, string $text) {
    throw new ErrorException($text, 0, $level);
});

function chain(?Throwable $e): string
{
    return $e === null ? 'end' : get_class($e) . ' <- ' . chain($e->getPrevious());
}

$ways = [
    'at once' => function () {
        ION::async(fn () => throw new LogicException('lost', 0, new DomainException('the cause')));
    },
    'in the loop' => function () {
        ION::defer(function () {
            ION::promise(fn () => throw new LogicException('lost'));
        });
        ION::dispatch();
    },
    'a start' => function () {
        ION\Process::spawn(['/no/such/program']);
        ION::dispatch();
    },
    'on the way of another' => function () {
        $failed = ION::promise(fn () => throw new LogicException('lost'));
        throw new RuntimeException('thrown');
    },
];
foreach ($ways as $name => $way) {
    try {
        $way();
        echo "$name: nothing\n";
    } catch (Throwable $e) {
        echo "$name: ", chain($e), "\n";
    }
    ION::dispatch();
}
restore_error_handler();
unset($e);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
at once: ErrorException <- LogicException <- DomainException <- end
in the loop: ErrorException <- LogicException <- end
a start: ErrorException <- ION\Process\SpawnException <- end
on the way of another: ErrorException <- LogicException <- RuntimeException <- end
