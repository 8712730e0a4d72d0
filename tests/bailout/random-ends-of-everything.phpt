--TEST--
End: random programs with everything open end anywhere, and leave nobody behind
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
if (!is_readable('/proc/self/cmdline')) {
    die('skip this looks for processes in /proc');
}
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

/** Whoever still sleeps for this seed; one that has ended has no command line. */
function sleepers(int $seed): array
{
    $line = "sleep\0" . (1000000 + $seed) . "\0";
    return array_filter(glob('/proc/[0-9]*/cmdline'), fn ($file) => @file_get_contents($file) === $line);
}

// LeakSanitizer takes for a leak what a fatal error leaves, and cycles that are alive at the end
putenv('ION_ASAN_LEAKS=0');
$script = __DIR__ . '/../fuzz/end-chaos.php';
foreach (range(1, getenv('ION_TEST_SLOW') ? 6 : 16) as $seed) {
    $result = ion_test_run(ion_test_php([$script, (string) $seed]), '', null, 60.0);
    if (!in_array($result['code'], [0, 7, 8, 9, 255], true) || preg_match('/Freeing|Assert|ERROR: |runtime error/', $result['err'])) {
        echo "seed $seed: code $result[code], signal $result[signal]\n$result[err]\n";
    }
    ion_test_wait(fn () => sleepers($seed) === [], "the end of what seed $seed has started", 20);
}
echo "done\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
done
