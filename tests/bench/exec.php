<?php
/*
 * exec() beside the limit that raw C reaches, in one run: every row is measured in each round, in
 * shuffled order, both sides right after each other; the ratio is taken within a round, and its
 * median over the rounds is what counts. The machine moves by 2x between minutes; ratios do not.
 *   script/bench exec [--rounds=5] [--quick] [--rows=REGEX]
 * SPDX-License-Identifier: MIT
 */
declare(strict_types=1);

$options = getopt('', ['rounds:', 'quick', 'rows:']);
$quick = isset($options['quick']);
$rounds = (int) ($options['rounds'] ?? ($quick ? 3 : 5));
$limits = getenv('ION_LIMITS') ?: exit("start it by script/bench exec\n");
$php = [PHP_BINARY, '-n', '-d', 'extension=' . getenv('ION_SO'), __DIR__ . '/exec-one.php'];

/** @return float the number a measuring program prints */
function measure(array $argv, array $env = []): float
{
    $process = proc_open($argv, [1 => ['pipe', 'w']], $pipes, null, $env + getenv());
    $text = stream_get_contents($pipes[1]);
    if (proc_close($process) !== 0 || !preg_match('/^VALUE (\S+)/m', $text, $match)) {
        fwrite(STDERR, 'failed: ' . implode(' ', $argv) . "\n$text\n");
        exit(1);
    }
    return (float) $match[1];
}

function median(array $values): float
{
    sort($values);
    $middle = intdiv(count($values), 2);
    return count($values) % 2 ? $values[$middle] : ($values[$middle - 1] + $values[$middle]) / 2;
}

/** Title, unit, target of the ratio, [the limit's argv], [ION's argv]; a lower time is a higher ratio. */
function rows(array $php, string $limits, bool $quick): array
{
    $count = $quick ? 400 : 1000;
    $rows = [];
    foreach (['true' => '/bin/true', 'echo' => "sh -c 'echo hi'"] as $program => $title) {
        foreach ([1, 8, 64] as $concurrency) {
            foreach ($concurrency === 8 || $program === 'true' ? [0, 256, 2048] : [0] as $heap) {
                $of = [$program, (string) $concurrency, (string) $count, (string) $heap];
                $rows[] = [
                    "$title, $concurrency at once, heap $heap MiB", 'programs/s', $concurrency === 1 ? 0.92 : 1.0,
                    ["$limits/exec", ...$of], [...$php, 'rate', ...$of], true,
                ];
            }
        }
    }
    foreach ([0, 256, 2048] as $heap) {
        $of = ['8', (string) $count, (string) $heap];
        $rows[] = [
            "loop kept by one start, 8 at once, heap $heap MiB", 'us', 1.0,
            ["$limits/stall", 'async', ...$of], [...$php, 'stall', ...$of], false,
        ];
    }
    $bytes = (string) ($quick ? 1 << 28 : 1 << 30);
    foreach (['head', 'writer'] as $program) {
        foreach (['keep' => 0.8, 'discard' => $program === 'head' ? 0.9 : 1.0] as $keep => $target) {
            $rows[] = [
                "output of $program, $keep", 'MiB/s', $target,
                ["$limits/capture", $program, $bytes, $keep],
                [...$php, 'capture', $program, $bytes, $keep, "$limits/writer"], true,
            ];
        }
    }
    return $rows;
}

$rows = array_filter(
    rows($php, $limits, $quick),
    fn (array $row): bool => !isset($options['rows']) || preg_match("~$options[rows]~", $row[0]) === 1,
);
$ways = ['' => [], ' (vfork)' => ['ION_SPAWN' => 'vfork']];
$found = [];
for ($round = 1; $round <= $rounds; $round++) {
    $order = array_keys($rows);
    shuffle($order);
    foreach ($order as $position => $index) {
        [, , , $raw, $own] = $rows[$index];
        fprintf(STDERR, "\rround %d of %d, row %d of %d  ", $round, $rounds, $position + 1, count($order));
        $limit = measure($raw);
        $found[$index]['limit'][] = $limit;
        foreach ($ways as $way => $env) {
            $value = measure($own, $env);
            $found[$index][$way]['value'][] = $value;
            $found[$index][$way]['ratio'][] = $rows[$index][5] ? $value / $limit : $limit / max($value, 1e-9);
        }
    }
}
fwrite(STDERR, "\r" . str_repeat(' ', 50) . "\r");

printf("%s, PHP %s, %d processors, %d rounds; median (ratio to raw C of the same round)\n\n",
    php_uname('s') . ' ' . php_uname('r'), PHP_VERSION, (int) shell_exec('nproc'), $rounds);
printf("| %-52s | %10s | %17s | %6s | %17s |\n", 'row', 'raw C', 'ION', 'target', 'ION, vfork way');
printf("|%s|%s:|%s:|%s:|%s:|\n", str_repeat('-', 54), str_repeat('-', 11), str_repeat('-', 18),
    str_repeat('-', 7), str_repeat('-', 18));
ksort($found);
foreach ($found as $index => $values) {
    [$title, $unit, $target] = $rows[$index];
    $cells = [];
    foreach ($ways as $way => $env) {
        $cells[] = sprintf('%9.0f (%5.2f)', median($values[$way]['value']), median($values[$way]['ratio']));
    }
    printf("| %-52s | %10.0f | %17s | %6.2f | %17s |\n", "$title, $unit", median($values['limit']),
        $cells[0], $target, $cells[1]);
}

if (!isset($options['rows']) || preg_match("~$options[rows]~", 'growth') === 1) {
    $count = $quick ? 10000 : 100000;
    printf("\n%s programs one after another, 8 at once: private memory grew %.0f KiB, no descriptor\n",
        number_format($count), measure([...$php, 'growth', (string) $count]));
}
