<?php
/*
 * The loop of ION below Revolt beside Revolt's own driver, in one run.
 *   script/bench loop [--rounds=5] [--quick] [--rows=REGEX]
 * Needs the packages of Composer (script/lib.sh, ion_packages).
 * SPDX-License-Identifier: MIT
 */
declare(strict_types=1);

require __DIR__ . '/compare.inc';
require __DIR__ . '/../_lib/revolt.inc';

if (ion_test_packages() === '') {
    exit("skipped: Composer gives no packages of Revolt here\n");
}

/** Title, row of loop-one.php, operations in a full run, drivers beside ION's. */
const ROWS = [
    ['microtasks', 'microtask', 1000000, ['noop', 'select']],
    ['chain of defer()', 'defer', 300000, ['raw', 'noop', 'select']],
    ['chain of delay(0)', 'delay', 300000, ['raw', 'noop', 'select']],
    ['a fiber waits and goes on', 'suspend', 300000, ['noop', 'select']],
    ['delay(0) beside 2,000 unreferenced timers', 'timers-2000', 20000, ['raw', 'select']],
    ['1 byte there and back', 'ping-pong', 100000, ['raw', 'select']],
    ['the same, 900 idle descriptors', 'lone-900', 20000, ['raw', 'select']],
    ['the same, 10 pairs, 900 idle descriptors', 'idle-900', 20000, ['raw', 'select']],
    ['the same, 10 pairs, 10,000 idle descriptors', 'idle-10000', 100000, ['raw']],
];
const COLUMNS = ['select', 'noop', 'raw'];

$bench = new Bench();
$rows = array_values(array_filter(ROWS, fn (array $row) => $bench->wants($row[0])));
$found = [];
for ($round = 1; $round <= $bench->rounds; $round++) {
    $order = array_keys($rows);
    shuffle($order);
    foreach ($order as $index) {
        [, $name, $count, $drivers] = $rows[$index];
        $count = (string) ($bench->quick ? intdiv($count, 5) : $count);
        $ion = $bench->measure($bench->php('loop-one.php', 'ion', $name, $count));
        $found[$index]['ion'][] = $ion;
        foreach ($drivers as $driver) {
            $value = $bench->measure($bench->php('loop-one.php', $driver, $name, $count));
            $found[$index][$driver]['value'][] = $value;
            $found[$index][$driver]['ratio'][] = $ion / $value;
        }
    }
}
printf(
    "%s, PHP %s, %d rounds; operations a second, median (how many times as fast ION's driver is)\n\n",
    php_uname('s') . ' ' . php_uname('r'),
    PHP_VERSION,
    $bench->rounds
);
echo "| row | ION | StreamSelectDriver | backend that does nothing | ION\\Watcher alone |\n";
echo "|---|---:|---:|---:|---:|\n";
foreach ($rows as $index => [$title]) {
    printf('| %s | %s ', $title, number_format(median($found[$index]['ion'])));
    foreach (COLUMNS as $column) {
        echo isset($found[$index][$column]) ? sprintf(
            '| %s (%.2f) ',
            number_format(median($found[$index][$column]['value'])),
            median($found[$index][$column]['ratio'])
        ) : '| ';
    }
    echo "|\n";
}
