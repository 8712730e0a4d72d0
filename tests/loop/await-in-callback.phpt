--TEST--
Loop: await() in a callback without a fiber is misuse and says what to do instead
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$inner = ION::await(3600);
ION::await(0)->then(fn () => $inner->await())->onFail(function (ION\InvalidUsageException $e) {
    var_dump(str_contains($e->getMessage(), 'ION::async('));
});
ION::await(0.001)->then(fn () => ION::stop());
ION::dispatch();
var_dump($inner->getState());
$inner->onFail(fn () => null);
$inner->cancel('end');

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
string(7) "pending"
