<?php
/*
 * Messages between a worker and its master beside the limit that raw C reaches, in one run.
 *   script/bench ipc [--rounds=5] [--quick] [--rows=REGEX]
 * SPDX-License-Identifier: MIT
 */
declare(strict_types=1);

require __DIR__ . '/compare.inc';

$bench = new Bench();

/** Kinds of strings: title, bytes, messages in a full run, targets by callback and by foreach, unit, from messages to it. */
const STRINGS = [
    ['64 B', 64, 5000000, 0.25, 0.40, 'messages/s', 1.0],
    ['1 KiB', 1024, 1000000, 0.75, 0.75, 'messages/s', 1.0],
    ['64 KiB', 65536, 50000, 1.0, 1.0, 'messages/s', 1.0],
    ['1 MiB', 1 << 20, 4000, 1.0, 1.0, 'MiB/s', 1.0],
    ['16 MiB', 16 << 20, 200, 0.5, 0.5, 'MiB/s', 16.0],
];

/** Arrays: title, kind, bytes they have when encoded, messages in a full run. */
const ARRAYS = [
    ['map of 10 fields', 'map', 148, 500000],
    ['list of 1000 numbers', 'list', 2939, 50000],
];

const WAYS = ['then' => 'callback', 'foreach' => 'foreach'];

/** @return list<Row> */
function pingpongs(Bench $bench): array
{
    $ways = ['send' => 'send()', 'request' => 'request()', 'await' => 'request(), await()'];
    $rows = [];
    foreach ([1 => 0.70, 2 => 0.85] as $processors => $target) {
        $count = (string) ($processors === 1 ? 40000 : 10000);
        foreach ($ways as $way => $title) {
            $rows[] = new Row(
                "there and back, 64 B, $processors CPU, $title", '1/s', $target,
                [["$bench->limits/ipc", 'pingpong', '64', $count, (string) $processors]],
                ['ION' => [$bench->php('ipc-one.php', 'pingpong', $way, '64', $count, (string) $processors)]],
            );
        }
    }
    return $rows;
}

/** @return list<Row> */
function strings(Bench $bench): array
{
    $rows = [];
    foreach (STRINGS as [$title, $size, $count, $by_callback, $by_foreach, $unit, $scale]) {
        $count = (string) ($bench->quick ? intdiv($count, 5) : $count);
        foreach (WAYS as $way => $how) {
            $rows[] = new Row(
                "one way, $title, $how", $unit, $way === 'then' ? $by_callback : $by_foreach,
                [["$bench->limits/ipc", 'batch', (string) $size, $count]],
                [
                    'ION' => [$bench->php('ipc-one.php', 'oneway', $way, (string) $size, $count)],
                    'raw C, naive' => [["$bench->limits/ipc", 'naive', (string) $size, (string) min((int) $count, 300000)]],
                ],
                scale: $scale,
            );
        }
    }
    return $rows;
}

/** @return list<Row> */
function arrays(Bench $bench): array
{
    $rows = [];
    foreach (ARRAYS as [$title, $kind, $size, $count]) {
        $count = (string) ($bench->quick ? intdiv($count, 5) : $count);
        foreach (WAYS as $way => $how) {
            $rows[] = new Row(
                "one way, $title, $how", 'messages/s', '',
                [["$bench->limits/ipc", 'batch', (string) $size, $count]],
                [
                    'ION' => [$bench->php('ipc-one.php', 'oneway', $way, $kind, $count)],
                    'PHP serialize' => [$bench->php('ipc-one.php', 'serialize', $kind, (string) intdiv((int) $count, 5))],
                ],
            );
        }
    }
    return $rows;
}

$bench->compare([...pingpongs($bench), ...strings($bench), ...arrays($bench)], ['ION', 'raw C, naive', 'PHP serialize']);

if ($bench->wants('growth')) {
    printf("\n1,000,000 messages: private memory of master or worker grew %.0f KiB at the most\n",
        $bench->measure($bench->php('ipc-one.php', 'growth', '1000000')));
}
if ($bench->wants('paused')) {
    printf("a writer that nobody reads grew %.1f MiB when it waited for whenDrained(), %.1f MiB when it did not\n",
        $bench->measure($bench->php('ipc-one.php', 'paused', 'wait')),
        $bench->measure($bench->php('ipc-one.php', 'paused', 'ignore')));
}
