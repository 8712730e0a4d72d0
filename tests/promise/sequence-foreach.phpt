--TEST--
Promise: foreach over a Sequence, in a Fiber and at top level
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$s = new ION\Sequence();
$d = ION::async(function () use ($s) {
    $got = [];
    foreach ($s as $key => $value) {
        $got[] = "$key=$value";
        if ($value === 'slow') {
            ION::await(0.01)->await();
        }
    }
    return $got;
});
$s('a');
$s('slow');
$s('kept 1');
$s('kept 2');
ION::await(0.02)->then(function () use ($s) { $s('c'); $s->cancel(); });
echo implode(' ', $d->await()), "\n";

echo "-- top level drives the loop\n";
$i = ION::interval(0.001);
foreach ($i as $key => $run) {
    echo $key, ' ', is_int($run) ? 'int' : 'other', "\n";
    if ($key === 2) {
        $i->cancel();
    }
}
echo "over\n";

echo "-- a failed run is thrown\n";
$s = new ION\Sequence(fn ($v) => $v === 2 ? throw new DomainException('run 2') : $v);
$d = ION::async(function () use ($s) { foreach ($s as $v) { echo "$v\n"; } });
$s(1);
$s(2);
echo get_class($d->getResult()), ' ', $d->getResult()->getMessage(), "\n";

echo "-- cancelled in the body, and before\n";
$s = new ION\Sequence();
$d = ION::async(function () use ($s) { foreach ($s as $v) { echo "$v\n"; $s->cancel(); } return 'over'; });
$s('once');
echo $d->getResult(), "\n";
foreach ($s as $v) { echo "not reached\n"; }
echo "over\n";

echo "-- the task is cancelled\n";
$s = new ION\Sequence(null, fn () => print("released\n"));
$d = ION::async(function () use ($s) { foreach ($s as $v) { echo "$v\n"; } });
$s('v');
$d->cancel('enough');
echo $d->getState(), "\n";

echo "-- two at once, nested, by hand\n";
$s = new ION\Sequence();
foreach (['x', 'y'] as $name) {
    ION::async(function () use ($s, $name) { foreach ($s as $k => $v) { echo "$name$k$v "; if ($k === 1) { break; } } });
}
foreach ([1, 2, 3] as $v) { $s($v); }
echo "\n";
$it = null;
$d = ION::async(function () use ($s, &$it) {
    $it = $s->getIterator();
    $it->rewind();
    echo get_class($it), ' ', $it->valid() ? $it->key() . ' ' . $it->current() : '', "\n";
    $it->next();
    echo $it->valid() ? $it->key() . ' ' . $it->current() : '', "\n";
    $it = null;
});
$s('by hand');
$s('again');
echo $d->getState(), "\n";

echo "-- dry\n";
try {
    foreach (new ION\Sequence() as $v);
} catch (ION\PromiseException $e) {
    echo get_class($e), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
0=a 1=slow 2=kept 1 3=kept 2 4=c
-- top level drives the loop
0 int
1 int
2 int
over
-- a failed run is thrown
1
DomainException run 2
-- cancelled in the body, and before
once
over
over
-- the task is cancelled
v
released
canceled
-- two at once, nested, by hand
x01 y01 x12 y12 
InternalIterator 0 by hand
1 again
done
-- dry
ION\PromiseException
