--TEST--
Loop: the Socket objects of ext-sockets are watched as streams are
--EXTENSIONS--
sockets
--FILE--
<?php
require __DIR__ . '/../_lib/streams.inc';
require __DIR__ . '/../_lib/init.inc';

socket_create_pair(AF_UNIX, SOCK_STREAM, 0, $pair);
[$a, $b] = $pair;
$pair = null;
$log = [];
$reader = ION::onReadable($a, function (Socket $socket, ION\Watcher $watcher) use (&$log, $a, &$reader) {
    $log[] = 'read ' . socket_read($socket, 100) . ' ' . json_encode([$socket === $a, $watcher === $reader]);
    $watcher->cancel();
});
ION::onWritable($b, function (Socket $socket, ION\Watcher $watcher) use (&$log) {
    $log[] = 'wrote ' . socket_write($socket, 'bytes');
    $watcher->cancel();
});
ION::dispatch();
echo implode("\n", $log), "\n";

// level triggered, stopped and started, several on one
$count = 0;
$first = ION::onReadable($a, function (Socket $socket, ION\Watcher $watcher) use (&$count) {
    ++$count === 3 && $watcher->disable();
});
$second = ION::onReadable($a, function (Socket $socket, ION\Watcher $watcher) {
    echo "the second is still there\n";
    $watcher->disable();
})->disable();
socket_write($b, 'x');
ION::dispatch();
echo "$count\n";
$second->enable();
ION::dispatch();
$second->enable();
$second->cancel();
ION::onReadable($a, function (Socket $socket, ION\Watcher $watcher) {
    echo socket_read($socket, 10), "\n";
    $watcher->cancel();
});
ION::dispatch();
$first->cancel();

// closed while it is watched
$watcher = ION::onReadable($a, fn () => print("never\n"));
socket_close($a);
try {
    ION::dispatch();
} catch (ION\InvalidUsageException $e) {
    echo $e->getMessage(), "\n";
}
var_dump($watcher->isEnabled());
try {
    ION::onReadable($a, fn () => null);
} catch (TypeError $e) {
    echo $e->getMessage(), "\n";
}

// one that was exported as a stream, and the stream closed
$stream = socket_export_stream($b);
$watcher = ION::onWritable($b, function (Socket $socket, ION\Watcher $watcher) {
    echo "exported\n";
    $watcher->cancel();
});
ION::dispatch();
fclose($stream);
try {
    ION::onWritable($b, fn () => null);
} catch (TypeError $e) {
    echo $e->getMessage(), "\n";
}

// it holds the socket as long as it is there, and not longer
socket_create_pair(AF_UNIX, SOCK_STREAM, 0, $pair);
$weak = WeakReference::create($pair[0]);
$watcher = ION::onReadable($pair[0], fn () => null)->unreference();
$pair = null;
var_dump($weak->get() !== null);
$watcher->cancel();
var_dump($weak->get());
$reader = $first = $second = $watcher = $a = $b = $stream = null;

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
wrote 5
read bytes [true,true]
3
the second is still there
x
A stream was closed while it was watched: cancel (or disable) its watcher first
bool(false)
ION::onReadable(): Argument #1 ($stream) must be an open stream or socket
exported
ION::onWritable(): Argument #1 ($stream) must be an open stream or socket
bool(true)
NULL
