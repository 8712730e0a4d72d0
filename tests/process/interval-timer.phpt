--TEST--
Process: under an interval timer of 1 ms everything gives the same results
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_cc();
ion_skip_if_wrapped();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$library = ion_test_temp('itimer.so');
$source = ion_test_temp('itimer.c');
file_put_contents($source, '
    #include <signal.h>
    #include <sys/time.h>
    static void nothing(int s) { (void) s; }
    __attribute__((constructor)) static void start(void) {
        struct itimerval t = {{0, 1000}, {0, 1000}};
        struct sigaction a = {.sa_handler = nothing};
        sigaction(SIGALRM, &a, 0);
        setitimer(ITIMER_REAL, &t, 0);
    }');
$made = ion_test_run(['cc', '-shared', '-fPIC', '-o', $library, $source]);
$code = <<<'PHP'
putenv('LD_PRELOAD');
$start = hrtime(true);
ION::await(0.05)->await();
echo hrtime(true) - $start >= 50_000_000 ? 'not early' : 'EARLY', "\n";
$data = random_bytes(500_000);
for ($i = 0; $i < 5; $i++) {
    $all[] = ION\Process::exec("cat; exit $i", ['stdin' => $data]);
}
foreach (ION\Promise::all($all)->await() as $i => $r) {
    echo $r->stdout === $data ? 'same' : 'OTHER', " $r->status\n";
}
try {
    ION\Process::run(['sleep', '60'], ['timeout' => 0.03]);
} catch (ION\Promise\TimeoutException $e) {
    echo $e->result->cause, "\n";
}
ION\Process::exec(['sleep', '60']);
PHP;
$file = ion_test_temp('code.php');
file_put_contents($file, "<?php\n$code");
$end = ion_test_run(['env', "LD_PRELOAD=$library", ...ion_test_php([$file])]);
echo $end['out'], $end['err'], $end['code'], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
not early
same 0
same 1
same 2
same 3
same 4
timeout
0
