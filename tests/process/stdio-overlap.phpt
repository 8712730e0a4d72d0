--TEST--
Process: descriptors whose numbers overlap lead where they were told to, in every order
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_cc();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

/** The number of a stream in this process. */
function number($stream): int
{
    $want = fstat($stream);
    foreach (scandir('/proc/self/fd') as $fd) {
        $is = is_numeric($fd) ? @stat("/proc/self/fd/$fd") : false;
        if ($is && [$is['dev'], $is['ino']] === [$want['dev'], $want['ino']]) {
            return (int) $fd;
        }
    }
    exit("a stream without a descriptor\n");
}

$program = ion_test_cc(__DIR__ . '/../tools/random-program.c');
/* files that are known by their sizes, and their own numbers here */
$streams = $sizes = [];
for ($i = 0; $i < 6; $i++) {
    $stream = tmpfile();
    ftruncate($stream, 100 + $i);
    $streams[number($stream)] = $stream;
    $sizes[number($stream)] = 100 + $i;
}
$own = array_keys($streams);

/** @param array<int, int> $map number in the program => number here */
function look(array $map, string $how): void
{
    global $program, $streams, $sizes;
    $stdio = array_map(fn ($from) => $streams[$from], $map);
    $r = ION\Process::run([$program, 'dump,1'], ['stdio' => [0 => 'null', 1 => 'pipe', 2 => 'null'] + $stdio]);
    preg_match_all('/^fd (\d+) file mode 2 as \d+ at 0 of (\d+)$/m', $r->stdout, $seen);
    $seen = array_map('intval', array_combine($seen[1], $seen[2]));
    $expected = array_map(fn ($from) => $sizes[$from], $map);
    ksort($expected);
    if ($seen !== $expected || preg_match_all('/^fd /m', $r->stdout) !== 3 + count($map) || str_contains($r->stdout, 'cloexec')) {
        echo "$how: ", json_encode(['map' => $map, 'seen' => $seen, 'expected' => $expected]), "\n";
    }
}

look(array_combine($own, $own), 'each at its own number');
look([$own[0] => $own[1], $own[1] => $own[0]], 'two exchanged');
look(array_combine($own, [...array_slice($own, 1), $own[0]]), 'all moved by one');
look(array_combine($own, array_fill(0, 6, $own[3])), 'one at all numbers');
$random = new Random\Randomizer(new Random\Engine\Mt19937(9));
for ($i = 0; $i < 200; $i++) {
    $targets = $random->shuffleArray([...$own, 3, $own[0] + 20, 40, $own[5] + 1]);
    $map = [];
    foreach (array_slice(array_unique($targets), 0, $random->getInt(1, 7)) as $target) {
        $map[$target] = $own[$random->getInt(0, 5)];
    }
    look($map, "random map $i");
}

/* the standard ones among each other: what each writes tells where it leads */
$says = 'printf out; printf err >&2';
$show = fn (ION\Process\Exec $r) => json_encode([$r->stdout, $r->stderr]);
foreach ([[2 => 1], [1 => 2], [1 => 'null', 2 => 'pipe'], [1 => 'null', 2 => 1], [2 => 'null', 1 => 2]] as $stdio) {
    echo json_encode($stdio), ' ', $show(ION\Process::run($says, ['stdio' => $stdio])), "\n";
}
$a = ion_test_temp();
$b = ion_test_temp();
[$first, $second] = [fopen($a, 'w'), fopen($b, 'w')];
ION\Process::run($says, ['stdio' => [1 => $second, 2 => $first]]);
echo 'crossed: ', file_get_contents($a), ' ', file_get_contents($b), "\n";
/* it goes on where PHP is in its stream, as with proc_open() */
ION\Process::run($says, ['stdio' => [1 => $first, 2 => $first]]);
echo 'one for both: ', file_get_contents($a), "\n";
ION\Process::run($says, ['stdio' => [1 => ['file', $a, 'a'], 2 => ['file', $a, 'a']]]);
echo 'the same file opened twice: ', file_get_contents($a), "\n";
/* this process's own standard streams, exchanged */
$code = '$r = ION\Process::run(' . var_export($says, true) . ', ["stdio" => [1 => STDERR, 2 => STDOUT]]); fwrite(STDERR, ",");';
$end = ion_test_code($code);
echo "stdout and stderr exchanged: $end[out] $end[err]\n";
foreach ([[1 => 2, 2 => 1], [1 => 1], [3 => 9]] as $stdio) {
    ion_test_try(fn () => ION\Process::run($says, ['stdio' => $stdio]));
}
array_map('fclose', [...$streams, $first, $second]);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
{"2":1} ["outerr",""]
{"1":2} ["","outerr"]
{"1":"null","2":"pipe"} ["","err"]
{"1":"null","2":1} ["",""]
{"2":"null","1":2} ["",""]
crossed: err out
one for both: outerr
the same file opened twice: outerrouterr
stdout and stderr exchanged: err out,
ValueError: Option "stdio[1]" must not lead back to itself; to exchange two descriptors, give the streams
ValueError: Option "stdio[1]" must not lead back to itself; to exchange two descriptors, give the streams
ValueError: Option "stdio[3]" must name a descriptor that the program has
