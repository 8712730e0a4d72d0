--TEST--
Child: in a thread-safe PHP nothing is forked while other threads run, and all is when they have ended
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_zts();
ion_skip_if_wrapped();
ion_skip_unless_cc();
ion_skip_unless_program('mkfifo');
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$code = '';
foreach (['helpers', 'process'] as $name) {
    $code .= 'require ' . var_export(realpath(__DIR__ . "/../_lib/$name.inc"), true) . ';';
}
$code .= <<<'PHP'
use ION\Process;
use ION\Process\ChildProcess;

$all = [
    'fork()' => fn () => Process::fork() === 0 ? Process::exit(0, true) : Process::wait(),
    'start()' => function () {
        $worker = (new ChildProcess())->start(fn () => Process::exit(7));
        $worker->whenExit()->await();
        return $worker->getExitStatus();
    },
    'daemonize()' => fn () => Process::daemonize(),
    'setUser()' => fn () => Process::setUser(getmyuid()),
    'run()' => fn () => trim(Process::run(['echo', 'a program'])->stdout),
];
$threads = fn () => count(glob('/proc/self/task/*'));
echo $threads(), " threads\n";
foreach ($all as $what => $try) {
    echo "$what: ", json_encode(ion_test_try($try)), "\n";
}
/* the thread waits for this, and ends */
fclose(fopen(getenv('ION_THREAD_FIFO'), 'w'));
ion_test_wait(fn () => $threads() === 1, 'the end of the thread');
echo $threads(), " thread\n";
unset($all['daemonize()'], $all['fork()']);
foreach ($all as $what => $try) {
    $result = ion_test_try($try);
    echo "$what: ", is_array($result) ? 'an array' : json_encode($result), "\n";
}
$pid = Process::fork();
if ($pid === 0) {
    Process::exit(0, true);
}
echo 'fork(): ', $pid > 0 ? 'a child' : 'none', "\n";
ion_test_wait(fn () => ion_test_state($pid) === 'Z', 'the end of the child');
PHP;
$file = ion_test_temp('code.php');
file_put_contents($file, "<?php\n$code");
$fifo = ion_test_temp('fifo');
ion_test_run(['mkfifo', $fifo]);
$library = ion_test_cc(__DIR__ . '/../tools/thread.c', '-shared', '-fPIC', '-pthread');
$end = ion_test_run(ion_test_php([$file]), '', ['LD_PRELOAD' => $library, 'ION_THREAD_FIFO' => $fifo] + getenv());
echo $end['out'], $end['err'], $end['code'], ' ', $end['signal'], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
2 threads
fork(): ION\InvalidUsageException: Cannot fork while other threads run: the child would have their locks, but not them
null
start(): ION\InvalidUsageException: Cannot fork while other threads run: the child would have their locks, but not them
null
daemonize(): ION\InvalidUsageException: Cannot fork while other threads run: the child would have their locks, but not them
null
setUser(): ION\InvalidUsageException: The identity cannot change while other threads run: they would keep theirs
null
run(): "a program"
1 thread
start(): 7
setUser(): an array
run(): "a program"
fork(): a child
0 0
