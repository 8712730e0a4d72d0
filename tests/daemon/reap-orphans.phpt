--TEST--
Daemon: a process that asks for it is the parent of the orphans below it and reaps them
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

use ION\Process;
use ION\Process\ChildProcess;

function orphan(): int
{
    return (int) Process::run('sleep 600 >/dev/null 2>&1 & echo $!')->stdout;
}

function parent(int $pid): string
{
    return ion_test_status('PPid', $pid) === getmypid() ? 'we' : 'another';
}

function gone(int $pid): void
{
    posix_kill($pid, SIGKILL);
    ion_test_wait(fn () => ion_test_state($pid) === '', 'the end of an orphan');
}

/* ended, and not touched by a turn of the loop */
function zombie(int $pid): void
{
    posix_kill($pid, SIGKILL);
    $deadline = hrtime(true) + 10_000_000_000;
    while (ion_test_state($pid) !== 'Z' && hrtime(true) < $deadline) {
        usleep(1000);
    }
}

$before = parent($pid = orphan());
posix_kill($pid, SIGKILL);
Process::reapOrphans();
Process::reapOrphans();
$alive = ION::repeat(3600, fn () => null);
echo "before: $before, now: ", parent($pid = orphan()), "\n";
gone($pid);

/* only the loop reaps, and all at once however long it did not run */
$pids = [orphan(), orphan(), orphan()];
array_map('zombie', $pids);
echo 'without the loop: ', implode('', array_map('ion_test_state', $pids)), ', ';
ion_test_wait(fn () => array_filter(array_map('ion_test_state', $pids)) === [], 'the ends of the three');
echo 'after a turn: "', implode('', array_map('ion_test_state', $pids)), "\"\n";

/* the user's own listener, and a handler of pcntl from before */
Process::reapOrphans(false);
$seen = 0;
pcntl_async_signals(true);
pcntl_signal(SIGCHLD, function () use (&$seen) { $seen++; });
Process::reapOrphans();
$heard = 0;
Process::signal('CHLD')->then(function () use (&$heard) { $heard++; });
gone(orphan());
ion_test_wait(function () use (&$heard) { return $heard > 0; }, 'the listener');
Process::clearSignal('CHLD');
gone(orphan());
echo $seen > 0 ? 'both handlers' : 'one handler', " and the reaping\n";
/* one that was set later keeps the signal until it is asked again */
pcntl_signal(SIGCHLD, SIG_DFL);
Process::reapOrphans();
gone(orphan());

/* a pclose() may lose its code, a proc_close() does not */
$pipe = popen('exit 3', 'r');
fread($pipe, 1);
ion_test_wait(fn () => ion_test_children() === [], 'the end of the child of popen()');
echo 'pclose: ', pclose($pipe), "\n";
$process = proc_open(['sh', '-c', 'read x; exit 3'], [['pipe', 'r']], $pipes);
$pid = proc_get_status($process)['pid'];
/* not before: proc_get_status() takes the status of one that has ended */
fclose($pipes[0]);
ion_test_wait(fn () => ion_test_state($pid) === 'Z', 'the end of the child of proc_open()');
gone(orphan());
echo 'proc_close: ', proc_close($process), "\n";

/* a worker has no such role: its orphans are the master's */
$child = (new ChildProcess())->start(function ($master) {
    $pid = orphan();
    $master->send([$pid, ion_test_status('PPid', $pid)]);
});
$child->getIPC()->whenIncoming()->then(function ($message) use (&$left) { $left = $message->data; });
$child->whenExit()->await();
ion_test_wait(function () use (&$left) { return $left !== null; }, 'the message');
echo 'in a worker: ', $left[1] === getmypid() ? 'we' : 'another', ', exit code ', $child->getExitStatus(), "\n";
gone($left[0]);
unset($child);
/* nor has one forked by hand, and it takes nothing from its parent */
$pid = pcntl_fork();
if ($pid === 0) {
    $orphan = orphan();
    $is_ours = ion_test_status('PPid', $orphan) === posix_getppid();
    posix_kill($orphan, SIGKILL);
    posix_kill(getmypid(), $is_ours ? SIGUSR1 : SIGUSR2);
}
ion_test_wait(fn () => ion_test_state($pid) === 'Z', 'the end of the fork');
pcntl_waitpid($pid, $status);
echo 'in a fork: ', pcntl_wtermsig($status) === SIGUSR1 ? 'we' : 'another', "\n";
ion_test_wait(fn () => ion_test_children() === [], 'its orphan');
gone(orphan());

/* waiting costs nothing, and does not keep the loop alive */
$pid = orphan();
$alive->cancel();
$cpu = Process::getUsage();
ION::await(0.2)->await();
$used = Process::getUsage();
echo 'idle: ', $used['user'] + $used['system'] - $cpu['user'] - $cpu['system'] < 0.1 ? 'asleep' : 'busy', "\n";
ION::dispatch();
$alive = ION::repeat(3600, fn () => null);
gone($pid);
$alive->cancel();
unset($alive);

/* off: who was there before is the parent again */
Process::reapOrphans(false);
Process::reapOrphans(false);
echo 'off: ', parent($pid = orphan()), "\n";
posix_kill($pid, SIGKILL);

/* what takes the place of this process does not go on with it, nor does one that goes on forget it */
putenv('ION_ASAN_LEAKS=0');
$code = <<<'PHP'
ION\Process::reapOrphans();
try { ION\Process::replace(['/nonexistent/program']); } catch (ION\Process\SpawnException) {}
$pid = (int) ION\Process::run('sleep 600 >/dev/null 2>&1 & echo $!')->stdout;
preg_match('/PPid:\s(\d+)/', file_get_contents("/proc/$pid/status"), $found);
echo (int) $found[1] === getmypid() ? 'we' : 'another', "\n";
posix_kill($pid, 9);
ION\Process::replace(['sh', '-c', 'pid=$(sh -c "sleep 600 >/dev/null 2>&1 & echo \$!"); grep PPid /proc/$pid/status | grep -qw $$ && echo we || echo another; kill -9 $pid']);
PHP;
$end = ion_test_code($code);
echo "replaced: ", str_replace("\n", ' ', $end['out'] . $end['err']), "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
before: another, now: we
without the loop: ZZZ, after a turn: ""
both handlers and the reaping
pclose: -1
proc_close: 3
in a worker: we, exit code 0
in a fork: we
idle: asleep
off: another
replaced: we another 
