--TEST--
Loop: bytes that PHP keeps in the buffer of a stream make it readable
--FILE--
<?php
require __DIR__ . '/../_lib/streams.inc';
require __DIR__ . '/../_lib/init.inc';

/** One line for each call; cancelled when there were so many. */
function lines($stream, int $count): ION\Watcher
{
    return ION::onReadable($stream, function ($stream, ION\Watcher $watcher) use (&$count) {
        echo trim(fgets($stream)), "\n";
        --$count > 0 || $watcher->cancel();
    });
}

echo "left by its own callback\n";
[$a, $b] = ion_test_pair();
fwrite($b, "1\n2\n3\n");
lines($a, 3);
ION::dispatch();

echo "there before it was watched\n";
fwrite($b, "1\n2\n3\n");
fgets($a);
lines($a, 2);
ION::dispatch();

echo "left by another callback\n";
$watcher = lines($a, 2);
ION::delay(0.001, function () use ($a, $b) {
    fwrite($b, "1\n2\n3\n");
    fgets($a);
});
ION::dispatch();

echo "left between two runs\n";
lines($a, 2);
ION::dispatch(ION::LOOP_NONBLOCK);
fwrite($b, "1\n2\n3\n");
fgets($a);
ION::dispatch();

echo "one of many\n";
$many = [];
foreach (range(1, 300) as $i) {
    $many[$i] = ion_test_pair();
    $many[$i][2] = ION::onReadable($many[$i][0], fn () => print("who?\n"))->unreference();
}
lines($a, 2);
ION::delay(0.001, function () use ($a, $b) {
    fwrite($b, "1\n2\n3\n");
    fgets($a);
});
ION::dispatch();
foreach ($many as [, , $watcher]) {
    $watcher->cancel();
}

ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
left by its own callback
1
2
3
there before it was watched
2
3
left by another callback
2
3
left between two runs
2
3
one of many
2
3