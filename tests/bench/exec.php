<?php
/*
 * exec() beside the limit that raw C reaches, in one run.
 *   script/bench exec [--rounds=5] [--quick] [--rows=REGEX]
 * SPDX-License-Identifier: MIT
 */
declare(strict_types=1);

require __DIR__ . '/compare.inc';

$bench = new Bench();

/** Both ways of starting a program. */
function sides(Bench $bench, string ...$arguments): array
{
    $argv = $bench->php('exec-one.php', ...$arguments);
    return ['ION' => [$argv], 'ION, vfork way' => [$argv, ['ION_SPAWN' => 'vfork']]];
}

/** @return list<Row> */
function rates(Bench $bench, string $count): array
{
    $rows = [];
    foreach (['true' => '/bin/true', 'echo' => "sh -c 'echo hi'"] as $program => $title) {
        foreach ([1, 8, 64] as $concurrency) {
            foreach ($concurrency === 8 || $program === 'true' ? [0, 256, 2048] : [0] as $heap) {
                $of = [$program, (string) $concurrency, $count, (string) $heap];
                $rows[] = new Row(
                    "$title, $concurrency at once, heap $heap MiB", 'programs/s', $concurrency === 1 ? 0.92 : 1.0,
                    [["$bench->limits/exec", ...$of]], sides($bench, 'rate', ...$of),
                );
            }
        }
    }
    return $rows;
}

/** @return list<Row> */
function stalls(Bench $bench, string $count): array
{
    $rows = [];
    foreach ([0, 256, 2048] as $heap) {
        $of = ['8', $count, (string) $heap];
        $rows[] = new Row(
            "loop kept by one start, 8 at once, heap $heap MiB", 'us', '60 us',
            [["$bench->limits/stall", 'async', ...$of]], sides($bench, 'stall', ...$of), is_time: true,
        );
    }
    return $rows;
}

/** @return list<Row> */
function captures(Bench $bench, string $bytes): array
{
    $rows = [];
    foreach (['head', 'writer'] as $program) {
        foreach (['keep' => 0.8, 'discard' => $program === 'head' ? 0.9 : 1.0] as $keep => $target) {
            $of = [$program, $bytes, $keep];
            $rows[] = new Row(
                "output of $program, $keep", 'MiB/s', $target,
                [["$bench->limits/capture", ...$of]], sides($bench, 'capture', ...$of, ...["$bench->limits/writer"]),
            );
        }
    }
    return $rows;
}

$count = $bench->quick ? '400' : '1000';
$rows = [
    ...rates($bench, $count),
    ...stalls($bench, $count),
    ...captures($bench, (string) ($bench->quick ? 1 << 28 : 1 << 30)),
];
$bench->compare($rows, ['ION', 'ION, vfork way']);

if ($bench->wants('growth')) {
    $count = $bench->quick ? 10000 : 100000;
    printf("\n%s programs one after another, 8 at once: private memory grew %.0f KiB, no descriptor\n",
        number_format($count), $bench->measure($bench->php('exec-one.php', 'growth', (string) $count)));
}
