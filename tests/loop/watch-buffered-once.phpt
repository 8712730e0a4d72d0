--TEST--
Loop: a stream with bytes in its buffer and in the kernel is told of once in a turn
--FILE--
<?php
require __DIR__ . '/../_lib/streams.inc';
require __DIR__ . '/../_lib/init.inc';

[$a, $b] = ion_test_pair();
stream_set_blocking($a, false);
fwrite($b, "a line\n" . 'in the buffer, ');
echo fgets($a);
fwrite($b, 'in the kernel');

// a second call would find nothing, and wait for it in fread() if the stream were a blocking one
$calls = 0;
$watcher = ION::onReadable($a, function ($stream) use (&$calls) {
    $calls++;
    var_dump(fread($stream, 100));
});
for ($turn = 0; $turn < 3; $turn++) {
    ION::dispatch(ION::LOOP_NONBLOCK);
}
var_dump($calls);

// nor is there one when the callback leaves something in the buffer
fwrite($b, "1\n2\n3\n4\n");
echo fgets($a);
fwrite($b, "5\n");
$watcher->cancel();
$turn = 0;
$watcher = ION::onReadable($a, function ($stream) use (&$turn) {
    echo "turn $turn: ", fgets($stream);
});
for ($turn = 1; $turn < 6; $turn++) {
    ION::dispatch(ION::LOOP_NONBLOCK);
}
$watcher->cancel();

ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
a line
string(28) "in the buffer, in the kernel"
int(1)
1
turn 1: 2
turn 2: 3
turn 3: 4
turn 4: 5
