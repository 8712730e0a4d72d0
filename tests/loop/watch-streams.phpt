--TEST--
Loop: several watchers for each direction of a descriptor, switched one by one
--FILE--
<?php
require __DIR__ . '/../_lib/streams.inc';
require __DIR__ . '/../_lib/init.inc';

[$a, $b] = ion_test_pair();
fwrite($b, 'x');
$ran = [];
$watchers = [];
foreach (['r1', 'r2', 'r3', 'w1', 'w2'] as $name) {
    $callback = function ($stream, ION\Watcher $watcher) use ($name, $a, &$ran, &$watchers) {
        $ran[] = $name . ($stream === $a && $watcher === $watchers[$name] ? '' : ' got something else');
    };
    $watchers[$name] = $name[0] === 'r' ? ION::onReadable($a, $callback) : ION::onWritable($a, $callback);
}
$turn = function () use (&$ran) {
    $ran = [];
    ION::dispatch(ION::LOOP_NONBLOCK);
    sort($ran);
    echo implode(' ', $ran), "\n";
};
$turn();
$watchers['r2']->disable();
$turn();
$watchers['w1']->disable();
$watchers['r1']->disable();
$turn();
$watchers['r2']->enable();
$watchers['r3']->cancel();
$turn();
fread($a, 10);
$turn();
// the end counts as readable
fclose($b);
$turn();
foreach ($watchers as $watcher) {
    $watcher->cancel();
}

// a connection that was refused is writable
$server = stream_socket_server('tcp://127.0.0.1:0');
$name = stream_socket_get_name($server, false);
fclose($server);
$client = @stream_socket_client("tcp://$name", $code, $text, 5, STREAM_CLIENT_CONNECT | STREAM_CLIENT_ASYNC_CONNECT);
if ($client !== false) {
    ION::onWritable($client, function ($stream, ION\Watcher $watcher) {
        $watcher->cancel();
        fclose($stream);
    });
}
var_dump(ION::dispatch());
echo "refused\n";

ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
r1 r2 r3 w1 w2
r1 r3 w1 w2
r3 w2
r2 w2
w2
r2 w2
bool(false)
refused