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

// a process group of its own: the storm is for all of it
$code = <<<'CODE'
use ION\Process;
$heard = 0;
Process::signal('USR1')->then(function () use (&$heard) {
    $heard++;
});
$storm = Process::exec('trap "" USR1; i=0; while [ $i -lt 400 ]; do kill -USR1 0; i=$((i+1)); done');
$ends = [];
$start = function () use (&$start, &$ends, &$running) {
    if (count($ends) < 400 && $running) {
        Process::exec(['true'])->then(function ($exec) use (&$ends, $start) {
            $ends[] = $exec->signaled ? "signal $exec->signal" : "status $exec->status";
            $start();
        });
    }
};
$running = true;
for ($i = 0; $i < 4; $i++) {
    $start();
}
$storm->then(function ($exec) use (&$running) {
    echo "storm: $exec->status\n";
    $running = false;
    ION::await(0.01)->then(fn () => Process::clearSignal('USR1'));
});
ION::dispatch();
$strange = array_diff(array_unique($ends), ['status 0', 'signal 10']);
echo $strange ? implode(', ', $strange) : 'all as they should', "\n";
echo $heard >= 1 && $heard <= 400 ? "heard\n" : "heard $heard of 400\n";
CODE;
$file = tempnam(sys_get_temp_dir(), 'ion-test-');
file_put_contents($file, "<?php\n$code");
$run = ion_test_run(array_merge(['setsid', '--wait'], ion_test_php([$file])));
unlink($file);
echo $run['out'], $run['err'], "code $run[code], signal $run[signal]\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
storm: 0
all as they should
heard
code 0, signal 0
