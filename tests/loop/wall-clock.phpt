--TEST--
Loop: a wall clock that jumps by an hour, either way, changes no timer, timeout or grace
--EXTENSIONS--
posix
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

$code = '';
foreach (['clock', 'helpers', 'process'] as $name) {
    $code .= 'require ' . var_export(realpath(__DIR__ . "/../_lib/$name.inc"), true) . ';';
}
$code .= <<<'PHP'
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Promise\TimeoutException;

/* what is armed first, then the clock jumps, then it is waited for */
function across(string $what, int $jump, float $least, callable $arm): void
{
    ion_clock_shift(0);
    $start = hrtime(true);
    $promise = $arm();
    ion_clock_shift($jump);
    $result = (function () use ($promise) {
        try {
            return $promise->await();
        } catch (TimeoutException) {
            return 'timeout';
        }
    })();
    echo $what, ': ', ion_clock_took($start, $least), is_string($result) ? ", $result" : '', "\n";
}

function ticks(): ION\Promise
{
    return ION::async(function () {
        $count = 0;
        foreach (ION::interval(0.02, 'ticks') as $run) {
            ion_clock_shift($count % 2 ? 3600 : -3600);
            if (++$count === 6) {
                ION::cancelInterval('ticks');
                return "$count ticks";
            }
        }
    });
}

/* obeys nothing but KILL, and says when that is so */
function stubborn(): ChildProcess
{
    $worker = (new ChildProcess())->start(function () {
        Process::ignoreSignal('TERM');
        Process::ready();
        ION::await(60)->await();
    });
    $worker->whenReady()->await();
    return $worker;
}

foreach ([3600, -3600] as $jump) {
    echo "$jump s\n";
    across('await', $jump, 0.1, fn () => ION::await(0.1));
    across('interval', $jump, 0.1, ticks(...));
    across('timeout of a promise', $jump, 0.1, fn () => ION::await(60)->timeout(0.1));
    across('timeout of a program', $jump, 0.1, fn () => Process::exec(['sleep', '60'], ['timeout' => 0.1])
        ->then(fail: fn ($e) => "{$e->result->cause}, " . ($e->result->duration < 1800 && $e->result->duration >= 0.1 ? 'its duration is right' : $e->result->duration)));
    across('grace of a program', $jump, 0.2, function () {
        $ready = ion_test_temp('ready');
        $promise = Process::exec('trap "" TERM; : >"$READY"; exec sleep 60', [
            'env' => ['READY' => $ready], 'stop' => [['TERM', 0.1], ['KILL', 0]],
        ]);
        ion_test_ready($ready);
        return $promise->timeout(0.1)->then(fail: fn ($e) => "{$e->result->cause}, signal {$e->result->signal}");
    });
    $worker = stubborn();
    across('grace of a worker', $jump, 0.1, fn () => $worker->stop([['TERM', 0.1], ['KILL', 0]])
        ->then(fn () => "signal {$worker->getSignal()}, its uptime is " . ($worker->getUptime() < 1800 ? 'right' : $worker->getUptime())));
    [$left, $right] = IPC::create();
    $right->onRequest(fn () => ION::await(60));
    across('timeout of a request', $jump, 0.1, fn () => $left->request('?', 0.1));
    $left->close();
    $right->close();
    unset($left, $right, $worker);
    ion_clock_shift(0);
    $worker = stubborn();
    $own = Process::getStats()['children'][$worker->getPID()]['uptime'];
    ion_clock_shift($jump);
    $then = Process::getStats()['children'][$worker->getPID()]['uptime'];
    echo 'uptime: ', $then >= $own && $then < $own + 1800 && $worker->getUptime() < 1800 ? 'right' : "$own, then $then", "\n";
    $worker->kill('KILL');
    Process::wait();
    ion_clock_shift(0);
    ION::stop(0.1);
    $start = hrtime(true);
    ION::delay(60, fn () => print("never\n"))->unreference();
    $keep = ION::delay(60, fn () => print("never\n"));
    ion_clock_shift($jump);
    ION::dispatch();
    echo 'stop: ', ion_clock_took($start, 0.1), "\n";
    ION::reinit();
}
PHP;
$preload = [];
foreach (['nodeepbind', 'clockshift'] as $name) {
    $preload[] = ion_test_cc(__DIR__ . "/../tools/$name.c", '-shared', '-fPIC', '-ldl');
}
$clock = ion_test_temp('clock');
file_put_contents($clock, pack('q', 0));
$file = ion_test_temp('code.php');
file_put_contents($file, "<?php\n$code");
$env = ['LD_PRELOAD' => implode(' ', $preload), 'ION_CLOCK_FILE' => $clock] + getenv();
$end = ion_test_run(ion_test_php([$file]), '', $env, 60);
echo $end['out'], $end['err'], $end['code'], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
3600 s
await: in time
interval: in time, 6 ticks
timeout of a promise: in time, timeout
timeout of a program: in time, timeout, its duration is right
grace of a program: in time, timeout, signal 9
grace of a worker: in time, signal 9, its uptime is right
timeout of a request: in time, timeout
uptime: right
stop: in time
-3600 s
await: in time
interval: in time, 6 ticks
timeout of a promise: in time, timeout
timeout of a program: in time, timeout, its duration is right
grace of a program: in time, timeout, signal 9
grace of a worker: in time, signal 9, its uptime is right
timeout of a request: in time, timeout
uptime: right
stop: in time
0
