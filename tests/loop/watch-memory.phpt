--TEST--
Loop: watchers leave nothing behind, in cycles or not
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_if_wrapped();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/streams.inc';
require __DIR__ . '/../_lib/init.inc';

require __DIR__ . '/../_lib/slope.inc';

[$a, $b] = ion_test_pair();
$make = [
    'defer' => fn ($callback) => ION::defer($callback),
    'delay' => fn ($callback) => ION::delay(0, $callback),
    'repeat' => fn ($callback) => ION::repeat(0, $callback),
    'readable' => fn ($callback) => ION::onReadable($a, $callback),
    'writable' => fn ($callback) => ION::onWritable($b, $callback),
    'signal' => fn ($callback) => ION::onSignal('USR1', $callback),
];
foreach ($make as $kind => $new) {
    echo "$kind: ";
    $count = 0;
    ion_test_slope(function () use ($new, &$count) {
        // dropped by the program, held by the loop, in a cycle with its callback
        $watcher = null;
        $watcher = $new(function () use (&$watcher) {
        });
        $watcher->disable()->enable();
        $watcher->cancel();
        // disabled, in a cycle that only the collector finds
        $other = null;
        $other = $new(function () use (&$other) {
        });
        $other->disable();
        ++$count % 100 || gc_collect_cycles();
    }, 3000, 64);
}
echo 'called: ';
ion_test_slope(function () {
    ION::defer(fn () => null);
    ION::delay(0, fn () => null);
    ION::dispatch();
}, 3000, 64);
// the loop alone holds it
$weak = WeakReference::create(ION::delay(0.001, fn () => print("called\n")));
var_dump($weak->get() !== null);
ION::dispatch();
var_dump($weak->get());

ion_test_close_streams();
require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
defer: flat
delay: flat
repeat: flat
readable: flat
writable: flat
signal: flat
called: flat
bool(true)
called
NULL