--TEST--
Loop: what a turn enables runs in the next one; defers come first, in their order
--FILE--
<?php
require __DIR__ . '/../_lib/streams.inc';
require __DIR__ . '/../_lib/init.inc';

[$a, $b] = ion_test_pair();
$log = [];
$note = function (string $text) use (&$log) {
    return function () use ($text, &$log) {
        $log[] = $text;
    };
};
$once = function (string $text) use (&$log) {
    return function ($stream, ION\Watcher $watcher) use ($text, &$log) {
        $log[] = $text;
        $watcher->cancel();
    };
};
ION::delay(0, $note('delay'));
ION::onWritable($a, $once('writable'));
ION::defer(function () use ($note, $once, $b) {
    $note('defer 1')();
    ION::defer($note('defer of a defer'));
    ION::delay(0, $note('delay of a defer'));
    ION::onWritable($b, $once('writable of a defer'));
});
ION::defer($note('defer 2'));
ION::delay(0, function () use ($note) {
    $note('delay 2')();
    ION::defer($note('defer of a delay'));
    ION::delay(0, $note('delay of a delay'));
});
while (ION::dispatch(ION::LOOP_NONBLOCK)) {
    $log[] = '--';
}
echo implode("\n", $log), "\n";

ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
defer 1
defer 2
writable
delay
delay 2
--
defer of a defer
defer of a delay
writable of a defer
delay of a defer
delay of a delay