--TEST--
Loop: what a callback throws leaves through dispatch() or goes to the handler
--FILE--
<?php
require __DIR__ . '/../_lib/streams.inc';
require __DIR__ . '/../_lib/init.inc';

[$a, $b] = ion_test_pair();
function run(): void
{
    try {
        var_dump(ION::dispatch());
    } catch (Throwable $e) {
        echo get_class($e), ': ', $e->getMessage(), "\n";
    }
}
$throw = function (string $text) {
    return fn () => throw new DomainException($text);
};
foreach ([null, fn (Throwable $e) => print('handler: ' . $e->getMessage() . "\n")] as $handler) {
    ION::setErrorHandler($handler);
    ION::defer($throw('defer'));
    ION::defer(fn () => print("the others run\n"));
    run();
    ION::delay(0, $throw('delay'));
    run();
    $repeat = ION::repeat(0, $throw('repeat'));
    ION::delay(0, fn ($watcher) => $repeat->cancel());
    run();
    run();
    ION::onWritable($a, function ($stream, $watcher) {
        $watcher->cancel();
        throw new DomainException('stream');
    });
    run();
    run();
    ION::defer(function () {
        yield ION::await(0);
        echo "a coroutine\n";
    });
    run();
}
ION::setErrorHandler(fn () => throw new LogicException('from the handler'));
ION::defer($throw('defer'));
run();
ION::setErrorHandler(null);
try {
    ION::defer(function () {
        ION::dispatch();
    });
    ION::dispatch();
} catch (ION\InvalidUsageException $e) {
    echo "not nested\n";
}
echo ion_test_code('ION::defer(fn () => exit(3)); ION::defer(fn () => print("no\\n")); ION::dispatch(); echo "no";')['code'], "\n";
run();

ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
DomainException: defer
the others run
DomainException: delay
DomainException: repeat
bool(false)
DomainException: stream
bool(false)
a coroutine
bool(false)
handler: defer
the others run
bool(false)
handler: delay
bool(false)
handler: repeat
bool(false)
bool(false)
handler: stream
bool(false)
bool(false)
a coroutine
bool(false)
LogicException: from the handler
not nested
3
bool(false)