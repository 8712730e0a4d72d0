--TEST--
Loop: a stream that is closed while it is watched is reported, and disturbs nobody
--FILE--
<?php
require __DIR__ . '/../_lib/streams.inc';
require __DIR__ . '/../_lib/init.inc';

function run(): void
{
    try {
        var_dump(ION::dispatch());
    } catch (ION\InvalidUsageException $e) {
        echo $e->getMessage(), "\n";
    }
}

foreach (['onReadable', 'onWritable'] as $kind) {
    [$a, $b] = ion_test_pair();
    $watcher = ION::$kind($a, fn () => print("called\n"));
    fclose($a);
    run();
    var_dump($watcher->isEnabled());
    run();
}

echo "in a callback\n";
[$a, $b] = ion_test_pair();
$watcher = ION::onReadable($a, fn () => print("called\n"));
ION::delay(0.001, fn () => fclose($a));
run();

echo "the number goes to another one\n";
[$a, $b] = ion_test_pair();
$stale = ION::onReadable($a, fn () => print("called\n"))->unreference();
fclose($a);
[$c, $d] = ion_test_pair();
ION::onReadable($c, function ($stream, ION\Watcher $watcher) {
    echo 'read ', fread($stream, 10), "\n";
    $watcher->cancel();
});
fwrite($d, 'x');
run();
run();

echo "or to a program\n";
[$a, $b] = ion_test_pair();
$stale = [ION::onReadable($a, fn () => print("called\n")), ION::onReadable($b, fn () => print("called\n"))];
fclose($a);
fclose($b);
ION\Process::exec(['echo', 'output'])->then(fn ($result) => print($result->stdout));
run();
run();
run();

echo "disabled in time\n";
[$a, $b] = ion_test_pair();
$watcher = ION::onReadable($a, fn () => print("called\n"))->disable();
fclose($a);
run();
try {
    $watcher->enable();
} catch (ION\InvalidUsageException $e) {
    echo $e->getMessage(), "\n";
}
foreach ([$a, 1, 'php://stdin', new stdClass(), fopen('php://memory', 'r'), stream_context_create()] as $no) {
    try {
        ION::onReadable($no, fn () => null);
    } catch (TypeError | ValueError $e) {
        echo get_class($e), ': ', $e->getMessage(), "\n";
    }
}

ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
A stream was closed while it was watched: cancel (or disable) its watcher first
bool(false)
bool(false)
A stream was closed while it was watched: cancel (or disable) its watcher first
bool(false)
bool(false)
in a callback
A stream was closed while it was watched: cancel (or disable) its watcher first
the number goes to another one
A stream was closed while it was watched: cancel (or disable) its watcher first
read x
bool(false)
or to a program
A stream was closed while it was watched: cancel (or disable) its watcher first
A stream was closed while it was watched: cancel (or disable) its watcher first
output
bool(false)
disabled in time
bool(false)
The stream of this watcher was closed: it can only be cancelled
TypeError: ION::onReadable(): Argument #1 ($stream) must be an open stream or socket
TypeError: ION::onReadable(): Argument #1 ($stream) must be an open stream or socket
TypeError: ION::onReadable(): Argument #1 ($stream) must be an open stream or socket
TypeError: ION::onReadable(): Argument #1 ($stream) must be an open stream or socket
ValueError: ION::onReadable(): Argument #1 ($stream) must be a stream with a descriptor: a socket, a pipe, a file
TypeError: ION::onReadable(): Argument #1 ($stream) must be an open stream or socket