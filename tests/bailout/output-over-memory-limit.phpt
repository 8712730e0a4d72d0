--TEST--
End: output over the memory limit is a clean fatal error, and the program is not there any more
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$code = <<<'PHP'
ini_set('display_errors', '0');
register_shutdown_function(function () {
    echo strtok(error_get_last()['message'], ' '), "\n";
    ini_set('memory_limit', '128M');
    /* the program still runs, and its output still comes */
    ION::await(0.02)->await();
    echo ION\Process::run('echo next one')->stdout;
});
ini_set('memory_limit', '8M');
ION\Process::exec(['sh', '-c', 'while :; do head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2; done'], ['pid' => &$pid]);
file_put_contents($argv[1], $pid);
ION::dispatch();
PHP;
$file = ion_test_temp('pid');
$end = ion_test_code($code, [$file]);
echo $end['out'], $end['err'], $end['code'], "\n";
$pid = (int) file_get_contents($file);
ion_test_wait(fn () => in_array(ion_test_state($pid), ['', 'Z'], true), 'the end of the program');
echo "gone\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
Allowed
next one
255
gone
