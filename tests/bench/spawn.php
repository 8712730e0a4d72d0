<?php
/*
 * Programs that live beside this one, next to the limit that raw C reaches, in one run.
 *   script/bench spawn [--rounds=5] [--quick] [--rows=REGEX]
 * SPDX-License-Identifier: MIT
 */
declare(strict_types=1);

require __DIR__ . '/compare.inc';

$bench = new Bench();
$has_peers = is_file(getenv('ION_PEERS') . '/vendor/autoload.php');

/**
 * One side for each way of doing it.
 * @param array<string, string> $ways by column
 */
function sides(Bench $bench, string $mode, array $ways, string ...$arguments): array
{
    return array_map(fn (string $way): array => [$bench->php('spawn-one.php', $mode, $way, ...$arguments)], $ways);
}

function kib(string $bytes): string
{
    return intdiv((int) $bytes, 1024) . ' KiB at a time';
}

/** What the packages need is a part of PHP, or an extension beside ours. */
function peer(Bench $bench, array $sides): array
{
    $posix = is_file(ini_get('extension_dir') . '/posix.so') ? ['-d', 'extension=posix'] : [];
    return array_map(fn (array $side): array => [[PHP_BINARY, '-n', ...$posix, ...array_slice($side[0], 2)]], $sides);
}

/** The same as another row, as processor time of all processes together. */
function cost(string $title, string $unit, array $limit, array $sides): Row
{
    $of = function (array $side): array {
        $mode = array_search(__DIR__ . '/spawn-one.php', $side[0]) + 1;
        array_splice($side[0], $mode, 0, 'cost');
        return $side;
    };
    return new Row("$title, processor", $unit, '', [[...$limit, 'cost']], array_map($of, $sides), is_time: true);
}

/** @return list<Row> */
function streams(Bench $bench, string $bytes, bool $has_peers): array
{
    $ways = ['callback' => 'callback', 'foreach' => 'foreach', 'coroutine' => 'coroutine', 'onStdout' => 'exec'];
    $peers = $has_peers ? ['Symfony' => 'symfony', 'amphp' => 'amphp', 'ReactPHP' => 'react'] : [];
    $ways += ['proc_open' => 'proc_open'];
    $rows = [];
    foreach (['65536', '4096'] as $chunk) {
        $limit = ["$bench->limits/stream", 'in', $bytes, $chunk];
        $sides = sides($bench, 'in', $ways, $bytes, $chunk) + peer($bench, sides($bench, 'in', $peers, $bytes, $chunk));
        $rows[] = new Row(
            'from a program, ' . kib($chunk), 'MiB/s', $chunk === '65536' ? 0.8 : '', [$limit], $sides,
        );
        $rows[] = cost('from a program, ' . kib($chunk), 'ms', $limit, $sides);
    }
    return $rows;
}

/** @return list<Row> */
function writes(Bench $bench, string $bytes): array
{
    $rows = [];
    $ways = ['fiber' => 'await', 'coroutine' => 'yield', 'proc_open' => 'proc_open'];
    foreach (['65536', '4096'] as $chunk) {
        $limit = ["$bench->limits/stream", 'out', $bytes, $chunk];
        $sides = sides($bench, 'out', $ways, $bytes, $chunk);
        $rows[] = new Row(
            'to a program, ' . kib($chunk), 'MiB/s', $chunk === '65536' ? 0.8 : '', [$limit], $sides,
        );
        $rows[] = cost('to a program, ' . kib($chunk), 'ms', $limit, $sides);
    }
    $copy = fn (string $mode): array => ["$bench->limits/stream", $mode, $bytes, '65536'];
    $sides = sides($bench, 'copy', ['fiber' => 'foreach', 'callback' => 'pause'], $bytes, '65536');
    $rows[] = new Row(
        'from one to another', 'MiB/s', 0.8, [$copy('copy')], $sides + ['C, splice(2)' => [$copy('splice')]],
    );
    $rows[] = cost('from one to another', 'ms', $copy('copy'), $sides);
    return $rows;
}

/** @return list<Row> */
function starts(Bench $bench, string $count): array
{
    $ways = ['spawn()' => 'exit', 'no pipes' => 'null', 'until loaded' => 'started', 'exec()' => 'exec'];
    $rows = [];
    foreach ([[1, 0], [8, 0], [8, 1024], [64, 0]] as [$concurrency, $heap]) {
        $of = [(string) $concurrency, $count, (string) $heap];
        // proc_open copies the page tables of this process each time
        $slow = $heap > 0 ? ['1', '20', (string) $heap] : $of;
        $title = "$concurrency at once, heap $heap MiB";
        $limit = ["$bench->limits/exec", 'true', ...$of];
        $sides = sides($bench, 'start', $ways, ...$of) + sides($bench, 'start', ['proc_open' => 'proc_open'], ...$slow);
        $rows[] = new Row($title, 'programs/s', $concurrency === 1 ? 0.92 : 1.0, [$limit], $sides);
        if ($heap === 0) {
            $rows[] = cost($title, 'us', $limit, $sides);
        }
    }
    return $rows;
}

/** @return list<Row> */
function times(Bench $bench, string $count): array
{
    $file = tempnam(sys_get_temp_dir(), 'ion-bench-');
    file_put_contents($file, '<?php echo "hi\n";');
    register_shutdown_function(unlink(...), $file);
    $rows = [];
    foreach ([0, 1024] as $heap) {
        $of = ['8', $count, (string) $heap];
        $rows[] = new Row(
            "loop kept by one start, 8 at once, heap $heap MiB", 'us', '60 us',
            [["$bench->limits/stall", 'async', ...$of]],
            ['ION' => [$bench->php('spawn-one.php', 'stall', ...$of)]], is_time: true,
        );
        $php = [PHP_BINARY, '-n', '-d', 'extension=' . getenv('ION_SO'), $file];
        $rows[] = new Row(
            "first word of a PHP script, heap $heap MiB", 'us', '',
            [["$bench->limits/first", '20', (string) $heap, ...$php]],
            sides($bench, 'script', ['ION' => 'ion', 'proc_open' => 'proc_open'], '20', (string) $heap), is_time: true,
        );
    }
    return $rows;
}

/** What one process has of it, in a sentence. */
function live(Bench $bench, string $count): void
{
    $of = fn (string $what): float => $bench->measure($bench->php('spawn-one.php', 'live', $what, $count));
    printf("\n%s programs that live at the same time, with three pipes each: %.1f KiB of private memory and %.2f " .
        "descriptors for each, %.1f ms of processor time in 2 s in which nothing happens; all ended within %.0f ms\n",
        number_format((int) $count), $of('memory'), $of('descriptors'), $of('idle'), $of('end'));
}

/** The worst of all ways. */
function growth(Bench $bench, string $bytes): void
{
    $worst = 0.0;
    foreach (['callback', 'foreach', 'coroutine', 'exec'] as $way) {
        foreach (['65536', '4096'] as $chunk) {
            $worst = max($worst, $bench->measure($bench->php('spawn-one.php', 'growth', $way, $bytes, $chunk)));
        }
    }
    printf("\n%d MiB streamed raised the highest memory of the process by %.0f KiB\n", (int) $bytes >> 20, $worst);
}

$bytes = (string) ($bench->quick ? 1 << 28 : 1 << 30);
$count = $bench->quick ? '400' : '1000';
$peers = $has_peers ? ['Symfony', 'amphp', 'ReactPHP'] : [];
$tables = [
    [streams($bench, $bytes, $has_peers), ['callback', 'foreach', 'coroutine', 'onStdout', 'proc_open', ...$peers]],
    [writes($bench, $bytes), ['fiber', 'coroutine', 'callback', 'proc_open', 'C, splice(2)']],
    [starts($bench, $count), ['spawn()', 'no pipes', 'until loaded', 'exec()', 'proc_open']],
    [times($bench, $count), ['ION', 'proc_open']],
];
foreach ($tables as [$rows, $columns]) {
    if (array_filter($rows, fn (Row $row): bool => $bench->wants($row->title)) !== []) {
        $bench->compare($rows, $columns);
        echo "\n";
    }
}
if ($bench->wants('live')) {
    live($bench, '1000');
}
if ($bench->wants('growth')) {
    growth($bench, $bytes);
}
