--TEST--
Process: with SIGCHLD ignored by whoever started PHP all exits are still seen
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_program('env');
ion_skip_if_wrapped();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$code = <<<'PHP'
$all = [];
for ($i = 0; $i < 20; $i++) {
    $all[] = ION\Process::exec("exit $i");
}
echo implode(' ', array_map(fn ($r) => "$r->cause$r->status", ION\Promise::all($all)->await())), "\n";
$end = shell_exec('grep SigIgn /proc/' . getmypid() . '/status');
/* ION gives the disposition back when no program runs */
echo hexdec(trim(substr($end, 8))) >> 16 & 1 ? 'ignored again' : 'changed', "\n";
PHP;
$file = ion_test_temp('code.php');
file_put_contents($file, "<?php\n$code");
foreach (['--ignore-signal=CHLD', '--block-signal=CHLD', '--default-signal'] as $option) {
    $end = ion_test_run(['env', $option, ...ion_test_php([$file])]);
    echo "$option: ", $end['out'], $end['err'], $end['code'], "\n";
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
--ignore-signal=CHLD: exit0 exit1 exit2 exit3 exit4 exit5 exit6 exit7 exit8 exit9 exit10 exit11 exit12 exit13 exit14 exit15 exit16 exit17 exit18 exit19
ignored again
0
--block-signal=CHLD: exit0 exit1 exit2 exit3 exit4 exit5 exit6 exit7 exit8 exit9 exit10 exit11 exit12 exit13 exit14 exit15 exit16 exit17 exit18 exit19
changed
0
--default-signal: exit0 exit1 exit2 exit3 exit4 exit5 exit6 exit7 exit8 exit9 exit10 exit11 exit12 exit13 exit14 exit15 exit16 exit17 exit18 exit19
changed
0
