--TEST--
Bailout: a queue whose line cannot grow at the memory limit goes on with those that are in it
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_if_wrapped();
ion_skip_if_opcache('the pages of a script are elsewhere, and cannot be counted so');
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

// Wherever it strikes; then where a line of 16384 must grow by 64 pages, which are left no more: each time 30 pages
// more are left for all else, so that it is the line in one run at least when it is the 16385th command in three.
$in_line = 0;
foreach (['6M', '7M', '10M', '13M', ...range(40, 700, 30)] as $limit) {
    if ($in_line === 3) {
        break;
    }
    $literal = var_export($limit, true);
    $run = ion_test_code(<<<CODE
    ini_set('display_errors', 0);
    \$queue = new ION\Process\ExecQueue(1);
    \$queue->pause();
    register_shutdown_function(function () use (\$queue) {
        ini_set('memory_limit', -1);
        \$before = count(\$queue);
        \$queue->exec(['true'], [], 1)->then(function () use (\$queue) {
            echo 'went, ', \$queue->clear() > 1000 ? 'cleared, ' : 'nothing to clear, ';
        });
        echo "\$before wait, ", count(\$queue) === \$before + 1 ? 'one more, ' : 'lost, ';
        \$queue->resume();
        \$queue->whenIdle()->await();
        echo count(\$queue), ' left, ', \$queue->getRunning(), ' run';
    });
    if (is_int(\$left = $literal)) {
        // PHP's table of objects grows by doubling, too: not at the same moment
        \$objects = array_map(fn () => new stdClass(), range(1, 1000));
        while (count(\$queue) < 16384) {
            \$queue->exec(['true'])->onFail(fn () => null);
        }
        \$pages = array_fill(0, 600, null);
        ini_set('memory_limit', memory_get_usage(true));
        // each takes a page; there are enough left for all else
        \$count = intdiv(memory_get_usage(true) - memory_get_usage(), 4096) - \$left;
        for (\$i = 0; \$i < \$count; \$i++) {
            \$pages[\$i] = str_repeat('x', 4071);
        }
    } else {
        ini_set('memory_limit', \$left);
    }
    while (true) {
        \$queue->exec(['true'])->onFail(fn () => null);
    }
    CODE, seconds: 20);
    $in_line += str_starts_with($run['out'], '16384 wait, ');
    if (!preg_match('/^\d+ wait, one more, went, cleared, 0 left, 0 run$/', $run['out']) || $run['code'] !== 255) {
        echo "$limit: $run[code] $run[out] $run[err]\n";
    }
}
var_dump($in_line);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
int(3)
