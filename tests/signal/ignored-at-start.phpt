--TEST--
Signal: what was ignored or blocked when PHP started is heard, and is so again afterwards
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_program('env');
ion_skip_if_wrapped();
if (!str_contains((string) shell_exec('env --help'), '--block-signal')) {
    die('skip env cannot set signals');
}
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

$code = <<<'CODE'
use ION\Process;
$status = fn () => preg_replace('/^(?!Sig(Ign|Blk)).*\n/m', '', file_get_contents('/proc/self/status'));
$before = $status();
foreach (['USR1', 'WINCH'] as $name) {
    Process::signal($name)->then(function (int $number) use ($name) {
        echo "$name heard\n";
        Process::clearSignal($name);
    });
    Process::kill(getmypid(), $name);
}
ION::dispatch();
echo $status() === $before ? "as before\n" : "before:\n$before now:\n{$status()}";
CODE;
$file = tempnam(sys_get_temp_dir(), 'ion-test-');
file_put_contents($file, "<?php\n$code");
$run = ion_test_run(array_merge(['env', '--ignore-signal=WINCH', '--block-signal=USR1'], ion_test_php([$file])));
unlink($file);
echo $run['out'], $run['err'], "code $run[code]\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
USR1 heard
WINCH heard
as before
code 0
