--TEST--
Bailout: spawn() at the memory limit leaves nothing that could not be ended, and the loop works
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_if_wrapped();
ion_skip_if_opcache('the pages of a script are elsewhere, and cannot be counted so');
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

// a page more is left for spawn() in each run, until it has enough; first how many the script itself needs
$deaths = 0;
for ($pages = -64, $end = '', $step = 16; $pages < 500 && $end !== 'spawned'; $pages += $step) {
    $run = ion_test_code(<<<CODE
    register_shutdown_function(function () {
        ini_set('memory_limit', -1);
        ION::await(0.001)->await();
        // those that the script was given, or would have been
        array_map(fn (\$child) => \$child->kill('KILL'), ION\Process::getChildProcesses());
        ION::dispatch();
        echo 'end ', count(ION\Process::getChildProcesses());
    });
    ini_set('display_errors', 0);
    ION::await(0.001)->await();
    /* many, so that there is something to run out of */
    for (\$i = 0, \$env = []; \$i < 200; \$i++) {
        \$env["VARIABLE_\$i"] = str_repeat('y', 200);
    }
    \$pages = array_fill(0, 600, null);
    ini_set('memory_limit', memory_get_usage(true));
    // each is a page of its own
    \$count = intdiv(memory_get_usage(true) - memory_get_usage(), 4096) - $pages;
    for (\$i = 0; \$i < \$count; \$i++) {
        \$pages[\$i] = str_repeat('x', 4071);
    }
    echo 'filled ';
    ION\Process::spawn(['sleep', '100'], ['stop' => [['KILL', 0]], 'env' => \$env]);
    ini_set('memory_limit', -1);
    echo 'spawned ';
    CODE, seconds: 20);
    [$began, $end] = explode(' ', $run['out'] . ' ');
    if ($began !== 'filled') {
        continue;
    }
    if ($step > 1) {
        $pages -= $step + 1;
        [$step, $end] = [1, ''];
        continue;
    }
    $deaths += $end === 'end';
    if (!preg_match('/^filled (spawned )?end 0$/', $run['out'])) {
        echo "$pages pages: $run[out] $run[err]\n";
    }
}
var_dump($deaths > 0, $end);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
bool(true)
string(7) "spawned"
