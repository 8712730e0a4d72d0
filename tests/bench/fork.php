<?php
/*
 * Start and end of workers beside the limit that raw C reaches, and what PHP code reaches with pcntl, in one run.
 *   script/bench fork [--rounds=5] [--quick] [--rows=REGEX]
 * SPDX-License-Identifier: MIT
 */
declare(strict_types=1);

require __DIR__ . '/compare.inc';

$bench = new Bench();

/** ION, and pcntl where it is. Programs are killed by extension posix. */
function sides(Bench $bench, string $what, string ...$arguments): array
{
    $sides = [];
    foreach (['ION' => $what] + (function_exists('pcntl_fork') ? ['PHP pcntl' => "pcntl-$what"] : []) as $side => $measured) {
        $argv = $bench->php('fork-one.php', $measured, ...$arguments);
        array_splice($argv, 2, 0, ['-d', 'extension=posix']);
        $sides[$side] = [$argv];
    }
    return $sides;
}

/** @return list<Row> */
function starts(Bench $bench): array
{
    $rows = [];
    foreach (['whole' => 'started, ready, ended', 'ready' => 'until it is ready'] as $until => $title) {
        foreach ([0 => 0.20, 256 => 0.95] as $heap => $target) {
            $count = (string) (($heap > 0 ? 100 : 500) / ($bench->quick ? 5 : 1));
            $rows[] = new Row(
                "a worker, $title, heap $heap MiB", 'us', $until === 'whole' ? $target : '',
                [["$bench->limits/fork", $until, $count, (string) $heap]],
                sides($bench, 'start', $count, (string) $heap, $until), is_time: true,
            );
        }
    }
    return $rows;
}

/** @return list<Row> */
function ends(Bench $bench): array
{
    $rows = [];
    foreach (['workers' => '', 'programs' => 0.90] as $what => $target) {
        foreach ($bench->quick ? [200, 1000] : [200, 1000, 4000] as $count) {
            $rows[] = new Row(
                number_format($count) . " $what killed at once", 'us for each', $target,
                [["$bench->limits/reap", $what, (string) $count]], sides($bench, 'reap', $what, (string) $count),
                is_time: true, scale: 1000 / $count,
            );
        }
    }
    return $rows;
}

$bench->compare([...starts($bench), ...ends($bench)], ['ION', 'PHP pcntl']);
