--TEST--
Daemon: as init of a container it reaps orphans when it is asked to, and takes nobody's child
--EXTENSIONS--
pcntl
posix
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_pid_namespace();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
require __DIR__ . '/daemon.inc';

putenv('ION_ASAN_LEAKS=0');
$dir = ion_test_directory();
$head = '<?php ';
foreach (['helpers', 'process'] as $name) {
    $head .= 'require ' . var_export(realpath(__DIR__ . "/../_lib/$name.inc"), true) . ';';
}
file_put_contents("$dir/init.php", $head . <<<'PHP'
use ION\Process;
use ION\Process\ChildProcess;

const FIFTY = 'i=0; while [ $i -lt 50 ]; do sh -c "sleep 600 >/dev/null 2>&1 & echo \$!"; i=$((i + 1)); done';

function orphans(): array
{
    return array_map('intval', explode("\n", trim(Process::run(FIFTY)->stdout)));
}

function left(array $pids): int
{
    return count(array_filter($pids, fn ($pid) => ion_test_state($pid) !== ''));
}

echo 'pid ', getmypid(), "\n";
/* those that have ended before it is asked */
$first = orphans();
array_map(fn ($pid) => posix_kill($pid, SIGKILL), $first);
ion_test_wait(fn () => array_unique(array_map('ion_test_state', $first)) === ['Z'], 'the ends');
Process::reapOrphans();
$alive = ION::repeat(3600, fn () => null);
echo 'there before: ', left($first), " left\n";

for ($run = 1; $run <= 2; $run++) {
    /* all kinds of own children end in the same moment as the orphans */
    $orphans = orphans();
    $workers = $programs = $opened = $forked = [];
    for ($i = 0; $i < 5; $i++) {
        $workers[$i] = (new ChildProcess())->start(fn () => ION::await(600));
        $workers[$i]->whenStarted()->await();
        $programs[$i] = Process::exec(['sleep', '600'], ['pid' => &$pid]);
        $pids[$i] = $pid;
        unset($pid);
        $opened[$i] = proc_open(['sleep', '600'], [], $pipes);
        $forked[$i] = pcntl_fork();
        if ($forked[$i] === 0) {
            while (true) {
                sleep(600);
            }
        }
    }
    $taken = array_map(fn ($process) => proc_get_status($process)['pid'], $opened);
    for ($i = 0; $i < 50; $i++) {
        posix_kill($orphans[$i], SIGTERM);
        if ($i % 10 === 5) {
            $n = intdiv($i, 10);
            $workers[$n]->kill('KILL');
            posix_kill($pids[$n], SIGTERM);
            posix_kill($taken[$n], SIGTERM);
            posix_kill($forked[$n], SIGKILL);
        }
    }
    ion_test_wait(fn () => left($orphans) === 0, 'the orphans');
    $ends = [];
    foreach ($workers as $i => $worker) {
        $worker->whenExit()->await();
        ion_test_wait(fn () => ion_test_state($taken[$i]) === 'Z' && ion_test_state($forked[$i]) === 'Z', 'own ends');
        $status = proc_get_status($opened[$i]);
        $waited = pcntl_waitpid($forked[$i], $how) === $forked[$i] && pcntl_wifsignaled($how) ? pcntl_wtermsig($how) : 'lost';
        $ends[] = "worker {$worker->getSignal()}, program {$programs[$i]->await()->signal}, proc_open "
            . ($status['signaled'] ? $status['termsig'] : 'lost') . ", fork $waited";
        proc_close($opened[$i]);
    }
    echo "run $run: ", implode(' | ', array_unique($ends)), "\n";
    echo 'children: ', count(ion_test_children()), "\n";
    unset($workers, $worker, $programs);
}

/* proc_close() while the loop has turned meanwhile: the code is there */
$process = proc_open(['sh', '-c', 'read x; exit 7'], [['pipe', 'r']], $pipes);
$pid = proc_get_status($process)['pid'];
/* not before: proc_get_status() takes the status of one that has ended */
fclose($pipes[0]);
ion_test_wait(fn () => ion_test_state($pid) === 'Z', 'its end');
$orphans = orphans();
array_map(fn ($pid) => posix_kill($pid, SIGKILL), $orphans);
ion_test_wait(fn () => left($orphans) === 0, 'the orphans');
echo 'proc_close: ', proc_close($process), "\n";

/* no longer asked */
Process::reapOrphans(false);
$orphans = orphans();
array_map(fn ($pid) => posix_kill($pid, SIGKILL), $orphans);
ion_test_wait(fn () => array_unique(array_map('ion_test_state', $orphans)) === ['Z'], 'the ends');
ION::dispatch(ION::LOOP_NONBLOCK);
echo 'off: ', left($orphans), " left\n";
PHP);
$end = ion_test_run(['unshare', '-pf', '--mount-proc', ...ion_test_php(["$dir/init.php"])], '', null, 60);
echo $end['out'], $end['err'], $end['code'], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
pid 1
there before: 0 left
run 1: worker 9, program 15, proc_open 15, fork 9
children: 0
run 2: worker 9, program 15, proc_open 15, fork 9
children: 0
proc_close: 7
off: 50 left
0
