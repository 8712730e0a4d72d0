--TEST--
Signal: a program that is signalled while it starts dies by the default or lives, and no handler of ours runs in it
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_program('setsid');
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';

/* exit() leaves cycles to the engine, which frees them with the whole heap */
putenv('ION_ASAN_LEAKS=0');

// a process group of its own: the storm is for all of it
$code = <<<'CODE'
use ION\Process;
$heard = 0;
Process::signal('USR1')->then(function () use (&$heard) {
    $heard++;
});
$storm = Process::exec('trap "" USR1; while kill -USR1 0; do :; done', ['pid' => &$pid]);
$ends = [];
$start = function () use (&$start, &$ends, $pid) {
    Process::exec(['true'])->then(function ($exec) use (&$ends, $start, $pid) {
        $ends[] = $exec->signaled ? "signal $exec->signal" : "status $exec->status";
        if (count($ends) < 300) {
            $start();
        } elseif (count($ends) === 300) {
            Process::kill($pid, 'KILL');
        }
    });
};
for ($i = 0; $i < 4; $i++) {
    $start();
}
$storm->then(function ($exec) {
    echo "storm: $exec->signal\n";
    ION::await(0.01)->then(fn () => Process::clearSignal('USR1'));
});
ION::dispatch();
$strange = array_diff(array_unique($ends), ['status 0', 'signal 10']);
echo $strange ? implode(', ', $strange) : 'all as they should', "\n";
echo in_array('signal 10', $ends, true) ? "some were hit\n" : "none was hit\n";
echo $heard > 0 ? "heard\n" : "silence\n";
// it refers to itself
unset($start);
gc_collect_cycles();
CODE;
$file = tempnam(sys_get_temp_dir(), 'ion-test-');
file_put_contents($file, "<?php\n$code");
$run = ion_test_run(array_merge(['setsid', '--wait'], ion_test_php([$file])));
unlink($file);
echo $run['out'], $run['err'], "code $run[code], signal $run[signal]\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
storm: 9
all as they should
some were hit
heard
code 0, signal 0
