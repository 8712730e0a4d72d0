--TEST--
IPC: a handler that throws harms only its own message
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Process\IPC;

function run(callable $setup): void
{
    [$a, $b] = IPC::create();
    $setup($a, $b);
    for ($i = 1; $i <= 3; $i++) {
        $a->send($i);
    }
    $a->close();
    ION::dispatch();
}

ION::setErrorHandler(fn (Throwable $e) => print('error handler: ' . $e->getMessage() . "\n"));
$handler = function ($message) {
    echo "message $message->data\n";
    if ($message->data < 3) {
        throw new DomainException("in $message->data");
    }
};
echo "--- one handler\n";
run(fn ($a, $b) => $b->whenIncoming()->then($handler));
echo "--- its failure is handled\n";
run(fn ($a, $b) => $b->whenIncoming()->then($handler)->onFail(fn (DomainException $e) => print("handled {$e->getMessage()}\n")));
echo "--- two handlers\n";
run(function ($a, $b) use ($handler) {
    $b->whenIncoming()->then($handler);
    $b->whenIncoming()->then(fn ($message) => print("other $message->data\n"));
});
echo "--- it returns promises\n";
run(fn ($a, $b) => $b->whenIncoming()->then(fn ($message) => ION::await(0)->then(function () use ($message) {
    throw new DomainException("later $message->data");
})));
echo "--- it is a generator\n";
run(fn ($a, $b) => $b->whenIncoming()->then(function ($message) {
    yield ION::await(0);
    throw new DomainException("coroutine $message->data");
}));
echo "--- it wants something else\n";
run(fn ($a, $b) => $b->whenIncoming()->then(fn (string $text) => print("not called\n")));
echo "--- the error handler throws\n";
ION::setErrorHandler(fn ($e) => throw new LogicException('from the error handler', 0, $e));
[$a, $b] = IPC::create();
$b->whenIncoming()->then($handler);
$a->send(1)->send(2)->send(3)->close();
for ($i = 0; $i < 3; $i++) {
    try {
        var_dump(ION::dispatch());
    } catch (LogicException $e) {
        echo $e->getMessage(), ', ', $e->getPrevious()->getMessage(), "\n";
    }
}
ION::setErrorHandler(null);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
--- one handler
message 1
error handler: in 1
message 2
error handler: in 2
message 3
--- its failure is handled
message 1
handled in 1
message 2
handled in 2
message 3
--- two handlers
message 1
error handler: in 1
other 1
message 2
error handler: in 2
other 2
message 3
other 3
--- it returns promises
error handler: later 1
error handler: later 2
error handler: later 3
--- it is a generator
error handler: coroutine 1
error handler: coroutine 2
error handler: coroutine 3
--- it wants something else
--- the error handler throws
message 1
from the error handler, in 1
message 2
from the error handler, in 2
message 3
bool(false)
