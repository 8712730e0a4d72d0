--TEST--
Loop: after reinit() nothing runs, and what is enabled again runs in the new loop
--FILE--
<?php
require __DIR__ . '/../_lib/streams.inc';
require __DIR__ . '/../_lib/init.inc';

[$a, $b] = ion_test_pair();
$call = fn (string $name) => function () use ($name) {
    echo "$name\n";
    func_get_arg(func_num_args() - 1)->cancel();
};
$watchers = [
    ION::defer($call('defer')),
    ION::delay(0, $call('delay')),
    ION::repeat(0, $call('repeat')),
    ION::onWritable($a, $call('writable')),
    ION::onSignal('USR1', $call('signal'))->unreference(),
];
ION::reinit();
var_dump(array_filter(array_map(fn ($watcher) => $watcher->isEnabled(), $watchers)));
var_dump(ION::dispatch());
foreach ($watchers as $watcher) {
    $watcher->enable();
}
var_dump(ION::dispatch());
foreach ($watchers as $watcher) {
    $watcher->cancel();
}
ION::onReadable($a, $call('dropped'));
ION::reinit();
var_dump(ION::dispatch());

// no clean.inc: the new loop has other descriptors
?>
--EXPECT--
array(0) {
}
bool(false)
defer
writable
delay
repeat
bool(false)
bool(false)