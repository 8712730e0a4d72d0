--TEST--
End: a program that is still there gets its ladder, in its own order
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$code = <<<'PHP'
ION\Process::exec(['sh', '-c', 'trap "echo HUP >> \"$1\"" HUP; trap "echo TERM >> \"$1\"; exit" TERM; : > "$2"; while :; do :; done', '-', $argv[1], $argv[2]],
    ['stop' => [['HUP', 0.02], ['TERM', 60], ['KILL', 0]]]);
while (!file_exists($argv[2])) {
    ION::dispatch(ION::LOOP_NONBLOCK);
    clearstatcache();
}
PHP;
$log = ion_test_temp('log');
$end = ion_test_code($code, [$log, ion_test_temp('ready')]);
echo file_get_contents($log), $end['out'], $end['code'], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
HUP
TERM
0
