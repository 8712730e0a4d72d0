--TEST--
End: a program that prints while it is stopped at the end does not hang
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$code = <<<'PHP'
ION\Process::exec(['sh', '-c', 'trap "head -c 1000000 /dev/zero; echo done > \"$1\"; exit" TERM; : > "$2"; while :; do :; done', '-', $argv[1], $argv[2]],
    ['stop' => [['TERM', 30], ['KILL', 0]]]);
while (!file_exists($argv[2])) {
    ION::dispatch(ION::LOOP_NONBLOCK);
    clearstatcache();
}
PHP;
$log = ion_test_temp('log');
$end = ion_test_code($code, [$log, ion_test_temp('ready')], 20);
echo file_get_contents($log), $end['out'], $end['code'], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
done
0
