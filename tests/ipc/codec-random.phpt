--TEST--
IPC: random values arrive as they were sent
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/codec.inc';
use ION\Process\IPC;
use Random\Engine\Mt19937;
use Random\Randomizer;

$seed = (int) (getenv('ION_TEST_SEED') ?: 20240229);
$random = new Randomizer(new Mt19937($seed));
$scalars = [
    fn () => null,
    fn () => (bool) $random->getInt(0, 1),
    fn () => $random->getInt(-100, 100),
    fn () => $random->getInt(PHP_INT_MIN, PHP_INT_MAX) >> $random->getInt(0, 63),
    fn () => unpack('E', $random->getBytes(8))[1],
    fn () => $random->getInt(-1000, 1000) / 8,
    fn () => $random->getBytes($random->getInt(1, 40)),
    fn () => str_repeat($random->getBytes(1), $random->getInt(0, 600)),
    fn () => (string) $random->getInt(-20, 20),
];
$value = function (int $depth) use (&$value, $random, $scalars): mixed {
    $kind = $random->getInt(0, 9);
    if ($depth === 0 || $kind < 5) {
        return $scalars[$random->getInt(0, count($scalars) - 1)]();
    }
    $array = [];
    for ($left = $random->getInt(0, $random->getInt(0, 9) === 0 ? 60 : 6); $left > 0; $left--) {
        if ($kind < 7) {
            $array[] = $value($depth - 1);
        } elseif ($kind === 7) {
            $array[$random->getInt(-5, 20)] = $value($depth - 1);
        } else {
            $array[$random->getBytes($random->getInt(1, 6))] = $value($depth - 1);
        }
    }
    return $array;
};
/* NAN is not equal to itself; everything else of a value shows in its text as well */
$same = fn (mixed $a, mixed $b): bool => $a === $b || serialize($a) === serialize($b);

$rounds = 2000;
$values = [];
for ($round = 0; $round < $rounds; $round++) {
    $values[] = $value(4);
}
[$a, $b] = IPC::create();
$arrived = 0;
$done = ION::deferred(function () {});
$b->whenIncoming()->then(function ($message) use (&$arrived, &$values, $same, $seed, $done, $rounds) {
    if (!$same($values[$arrived], $message->data)) {
        echo "seed $seed, number $arrived differs: ", bin2hex(serialize($values[$arrived])), ' ', bin2hex(serialize($message->data)), "\n";
    }
    if (++$arrived === $rounds) {
        $done->done(true);
    }
});
foreach ($values as $sent) {
    $a->send($sent);
}
$done->await();
echo "$arrived arrived\n";
$a->close();
$b->close();
ION::dispatch();
unset($a, $b);
$value = null;

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
2000 arrived
