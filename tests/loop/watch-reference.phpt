--TEST--
Loop: only what is enabled and referenced keeps the loop running
--FILE--
<?php
require __DIR__ . '/../_lib/streams.inc';
require __DIR__ . '/../_lib/init.inc';

[$a, $b] = ion_test_pair();
$never = fn () => print("never\n");
$idle = [
    ION::delay(60, $never)->unreference(),
    ION::repeat(60, $never)->unreference(),
    ION::onReadable($a, $never)->unreference(),
    ION::onSignal('USR2', $never)->unreference(),
];
var_dump(ION::dispatch());

// they are called all the same while something else keeps it running
$count = 0;
$idle[] = ION::repeat(0, function () use (&$count) {
    $count++;
})->unreference();
ION::delay(0.005, fn () => null);
var_dump(ION::dispatch(), $count > 0);

// disabling, enabling and cancelling count once each, in any order
$watcher = ION::delay(60, $never);
$watcher->unreference()->disable()->reference()->disable();
var_dump(ION::dispatch());
$watcher->enable()->unreference()->enable();
var_dump(ION::dispatch());
$watcher->reference()->unreference()->reference()->cancel();
$watcher->unreference()->reference();
var_dump(ION::dispatch());
$last = ION::repeat(0.001, function (ION\Watcher $watcher) use (&$runs) {
    if (++$runs === 3) {
        $watcher->unreference();
    }
});
var_dump(ION::dispatch(), $runs);
foreach ([...$idle, $last] as $watcher) {
    $watcher->cancel();
}

ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(false)
bool(false)
bool(true)
bool(false)
bool(false)
bool(false)
bool(false)
int(3)