--TEST--
End: max_execution_time in a callback ends the script as anywhere else
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_if_slow();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$code = <<<'PHP'
ini_set('display_errors', '0');
register_shutdown_function(function () {
    echo strtok(error_get_last()['message'], ' '), "\n";
    echo ION\Process::run('echo next one')->stdout;
});
set_time_limit(1);
ION::await(0)->then(function () { while (true) { } });
ION::dispatch();
PHP;
$end = ion_test_code($code);
echo $end['out'], $end['err'], $end['code'], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
Maximum
next one
255
