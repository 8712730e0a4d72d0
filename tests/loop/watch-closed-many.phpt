--TEST--
Loop: every one of several closed streams is told of, and what stands behind them is served
--FILE--
<?php
require __DIR__ . '/../_lib/streams.inc';
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

ION::setErrorHandler(function (Throwable $e) use (&$told) {
    $told++;
});

/** Closes watched streams, and waits without any other event for the last one, whose bytes PHP has read. */
function close_many(int $count): void
{
    global $told;
    $told = 0;
    $closed = [];
    for ($i = 0; $i < $count; $i++) {
        $closed[$i] = ion_test_pair();
        ION::onReadable($closed[$i][0], fn () => print("who?\n"));
    }
    [$a, $b] = ion_test_pair();
    fwrite($b, "1\n2\n");
    fgets($a);
    $buffered = 'lost';
    ION::onReadable($a, function ($stream, ION\Watcher $watcher) use (&$buffered) {
        $buffered = trim(fgets($stream));
        $watcher->cancel();
    });
    array_map(fn (array $pair) => array_map(fclose(...), $pair), $closed);
    // what nobody waits for keeps the loop from waiting for ever
    $guard = ION::delay(ion_test_seconds(5), fn () => ION::stop())->unreference();
    var_dump(ION::dispatch());
    $guard->cancel();
    echo "$told of $count, buffered: $buffered\n";
}

close_many(1);
close_many(3);
close_many(200);
ION::setErrorHandler(null);

// without a handler the loop is left, and keeps nothing for what is watched no more
[$a, $b] = ion_test_pair();
ION::onReadable($a, fn () => print("who?\n"));
fclose($a);
ion_test_try(fn () => ION::dispatch());
var_dump(ION::getStats()['watchers']);

ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(false)
1 of 1, buffered: 2
bool(false)
3 of 3, buffered: 2
bool(false)
200 of 200, buffered: 2
ION\InvalidUsageException: A stream was closed while it was watched: cancel (or disable) its watcher first
int(0)
