--TEST--
Bailout: the memory limit that strikes while the environment is built leaves nothing of the identity
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_if_wrapped();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

// so many groups are a block of memory of their own, 256 KiB
foreach (['exec' => '', 'spawn' => '', 'spawnScript' => '[], '] as $verb => $between) {
    $run = ion_test_code(<<<CODE
    function size(): int
    {
        preg_match('/^VmData:\s+(\d+) kB/m', file_get_contents('/proc/self/status'), \$m);
        return (int) \$m[1];
    }
    ini_set('display_errors', 0);
    ION::await(0.001)->await();
    \$options = ['groups' => range(1, 65535), 'env' => ['LONG' => str_repeat('x', 20_000_000)], 'pid' => &\$pid];
    ini_set('memory_limit', 30_000_000);
    register_shutdown_function(function () use (&\$before, &\$pid) {
        // the engine takes 2 MiB at a time; and some releases keep the error until the program runs
        \$lost = \$pid === null ? (size() - \$before) % 2048 : 0;
        echo strtok(error_get_last()['message'], ' '), \$lost < 200 ? '' : ", \$lost kB are lost";
    });
    \$before = size();
    \$before = size();
    ION\Process::$verb(\$argv[0], $between\$options);
    echo 'started';
    CODE);
    echo "$verb: $run[out] $run[err] $run[code]\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
exec: Allowed  255
spawn: Allowed  255
spawnScript: Allowed  255
