--TEST--
Loop: a cancelled timer never runs and keeps nothing alive
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

use ION\Promise\CancelException;

$timer = ION::await(3600);
$timer->onFail(function (CancelException $e) { echo 'cancelled: ', $e->getMessage(), "\n"; });
$timer->cancel('enough');
echo $timer->getState(), "\n";
var_dump(ION::dispatch(), ION::getStats()['watchers']);
/* in the callback of another timer of the same moment */
$second = null;
ION::await(0)->then(function () use (&$second) { $second->cancel('by the first'); });
$second = ION::await(0);
$second->then(fn () => print("must not run\n"), fn (CancelException $e) => print($e->getMessage() . "\n"));
ION::dispatch();

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
cancelled: enough
canceled
bool(false)
int(0)
by the first
