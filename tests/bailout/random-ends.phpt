--TEST--
Bailout: random programs of promises, fibers and coroutines end anywhere, without a crash and a leak
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

// LeakSanitizer takes for a leak what a fatal error leaves to PHP's own memory manager
putenv('ION_ASAN_LEAKS=0');
$script = __DIR__ . '/../fuzz/promise-chaos.php';
/* those before 3000 have crashed, or leaked in a debug build of PHP */
$seeds = [1421, 1608, 1803, 1889, 2191, 2355, 2400, 2771, ...range(3000, getenv('ION_TEST_SLOW') ? 3002 : 3011)];
$ends = ['exit', 'pending', 'throw', 'fatal', 'memory'];
foreach ($seeds as $i => $seed) {
    $end = $seed < 3000 ? 'exit' : $ends[$i % count($ends)];
    $argv = ion_test_php(['-d', 'display_errors=0', $script, (string) $seed, '1', $end]);
    $result = ion_test_run($argv, '', null, 60.0);
    /* 0: it has not come to its end */
    if (!in_array($result['code'], [0, 7, 255], true) || preg_match('/WRONG|Freeing|Assert|ERROR: /', $result['err'])) {
        echo "seed $seed, $end: code $result[code]\n$result[err]\n";
    }
}
echo "done\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
done
