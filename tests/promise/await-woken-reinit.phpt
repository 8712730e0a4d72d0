--TEST--
Promise: a fiber that was to go on in a turn of a loop that is dropped is garbage, and unwinds
--SKIPIF--
<?php
if (PHP_VERSION_ID >= 80400) {
    die('skip from PHP 8.4 on destructors switch fibers, and what they wake goes on at once');
}
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

class Last { public function __construct(public Closure $fn) {} public function __destruct() { ($this->fn)(); } }

$first = new ION\ResolvablePromise();
$p = ION::async(function () use ($first) {
    try {
        $first->await();
        echo "NOT HERE\n";
    } finally {
        echo "unwound\n";
    }
});
$last = new Last(fn () => $first->done('value'));
unset($last);
ION::reinit();
echo "dropped\n";
unset($p, $first);
gc_collect_cycles();
echo "end\n";
?>
--EXPECT--
dropped
unwound
end
