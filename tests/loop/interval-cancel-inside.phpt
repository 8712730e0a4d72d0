--TEST--
Loop: an interval may be cancelled in its own callback, by name or by object
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$runs = '';
ION::interval(0.001, 'n')->onDone(function () use (&$runs) {
    $runs .= 'n';
    var_dump(ION::cancelInterval('n'));
    ION::interval(0.001, 'n')->onDone(function () use (&$runs) {
        $runs .= 'm';
        ION::cancelInterval('n');
    });
});
$o = ION::interval(0.001);
$o->onDone(function () use (&$o, &$runs) {
    $runs .= 'o';
    $o->cancel();
    $o = null;
});
ION::dispatch();
echo strlen($runs), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
3
