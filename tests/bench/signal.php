<?php
/*
 * Signals through the loop beside pcntl's asynchronous ones; strangers that are watched and end at once.
 *   script/bench signal [--rounds=5] [--quick] [--rows=REGEX]
 * SPDX-License-Identifier: MIT
 */
declare(strict_types=1);

require __DIR__ . '/compare.inc';

/** Title, unit, row of signal-one.php, count in a full run. */
const ROWS = [
    ['signals to oneself, in the loop', '1/s', 'ion', 200000],
    ['the same, by pcntl_async_signals()', '1/s', 'pcntl', 200000],
    ['a stranger, attached and watched', 'us', 'attach', 4000],
    ['a stranger, its end, all at once', 'us', 'end', 4000],
];

$bench = new Bench();
$found = [];
for ($round = 1; $round <= $bench->rounds; $round++) {
    foreach (ROWS as [$title, , $row, $count]) {
        if ($bench->wants($title) && ($row !== 'pcntl' || function_exists('pcntl_signal'))) {
            $count = (string) ($bench->quick ? intdiv($count, 5) : $count);
            $found[$title][] = $bench->measure($bench->php('signal-one.php', $row, $count));
        }
    }
}
printf("%s, PHP %s, %d rounds, median\n\n", php_uname('s') . ' ' . php_uname('r'), PHP_VERSION, $bench->rounds);
echo "| row | unit | value |\n|---|---|---:|\n";
foreach (ROWS as [$title, $unit]) {
    if (isset($found[$title])) {
        printf("| %s | %s | %s |\n", $title, $unit, number_format(median($found[$title]), $unit === 'us' ? 1 : 0));
    }
}
