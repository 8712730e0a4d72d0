--TEST--
Promise: a Sequence releases when the last of its handlers is gone
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$new = function () { return new ION\Sequence(null, fn () => print("released\n")); };

$s = $new();
$s->then(fn () => 1)->setName('h');
echo "-- forget\n";
$s->forget('h');
$s->then(fn () => 1)->setName('h');
$s->forget('h');

echo "-- one run waited for: after the run, once it is over\n";
$co = ION::promise(function () use ($s) { echo yield $s, "\n"; });
$s('run');
echo "-- who waits again in the run keeps it\n";
$co = ION::promise(function () use ($s) { echo yield $s, "\n"; echo yield $s, "\n"; echo "both\n"; });
$s('one');
$s('two');

echo "-- foreach left\n";
ION::async(function () use ($s) { foreach ($s as $v) { echo "$v\n"; break; } echo "out\n"; });
$s('in foreach');

echo "-- left by an exception\n";
$d = ION::async(function () use ($s) { foreach ($s as $v) { throw new Exception($v); } });
$s('thrown');
echo $d->getState(), ' ', $d->getResult()->getMessage(), "\n";

echo "-- the release callback throws\n";
$s = new ION\Sequence(null, fn () => throw new DomainException('from release'));
$h = $s->then();
try {
    $s->forget($h);
} catch (DomainException $e) {
    echo $e->getMessage(), "\n";
}
ION::async(function () use ($s) { foreach ($s as $v) { break; } echo "left\n"; });
try {
    $s('x');
} catch (DomainException $e) {
    echo 'after the run: ', $e->getMessage(), "\n";
}

require __DIR__ . '/../_lib/clean.inc';
--EXPECT--
-- forget
released
released
-- one run waited for: after the run, once it is over
run
released
-- who waits again in the run keeps it
one
two
both
released
-- foreach left
in foreach
out
released
-- left by an exception
released
failed thrown
-- the release callback throws
from release
left
after the run: from release
