--TEST--
Loop: what is cancelled or disabled after the poll does not run
--FILE--
<?php
require __DIR__ . '/../_lib/streams.inc';
require __DIR__ . '/../_lib/init.inc';

foreach (['cancel', 'disable'] as $how) {
    [$a, $b] = ion_test_pair();
    $runs = array_fill_keys(['readable', 'defer', 'delay'], 0);
    $pairs = [];
    // each of two that are due in the same turn stops the other one
    foreach (['readable', 'defer', 'delay'] as $kind) {
        foreach ([0, 1] as $i) {
            $callback = function () use ($kind, $i, $how, &$pairs, &$runs) {
                $runs[$kind]++;
                $pairs[$kind][$i]->cancel();
                $pairs[$kind][1 - $i]->$how();
            };
            $pairs[$kind][$i] = match ($kind) {
                'readable' => ION::onReadable($a, $callback),
                'defer' => ION::defer($callback),
                'delay' => ION::delay(0, $callback),
            };
        }
    }
    fwrite($b, 'x');
    ION::dispatch();
    echo "$how: ", json_encode($runs), "\n";
    $pairs = [];
}
// disabled and enabled again in the turn in which it was due: the next turn
[$a, $b] = ion_test_pair();
$turn = 0;
$watcher = null;
ION::onWritable($b, function ($stream, $first) use (&$watcher, &$turn) {
    $watcher->disable();
    $watcher->enable();
    $first->cancel();
});
$watcher = ION::onWritable($a, function ($stream, $watcher) use (&$turn) {
    echo "in turn $turn\n";
    $watcher->cancel();
});
// the order of two descriptors is the kernel's: both are allowed to be first
while (ION::dispatch(ION::LOOP_NONBLOCK)) {
    $turn++;
}

ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECTF--
cancel: {"readable":1,"defer":1,"delay":1}
disable: {"readable":1,"defer":1,"delay":1}
in turn %d