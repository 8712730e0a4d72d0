--TEST--
Signal: under a timer that interrupts every millisecond all calls that wait give the same results
--EXTENSIONS--
pcntl
posix
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_cc();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';
require __DIR__ . '/../daemon/daemon.inc';

/* no SA_RESTART: whatever sleeps in the kernel comes back with EINTR */
$noise = <<<'PHP'
use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\Manager;
$ticks = 0;
pcntl_async_signals(true);
pcntl_signal(SIGALRM, function () use (&$ticks) { $ticks++; }, false);
pcntl_sigprocmask(SIG_UNBLOCK, [SIGALRM]);
PHP;

$code = <<<'PHP'
$bytes = 4 << 20;
$text = str_repeat('0123456789abcdef', $bytes / 16);
$run = Process::run(['head', '-c', (string) $bytes, '/dev/zero'], ['maxOutput' => $bytes]);
echo "run: $run->cause $run->status ", $run->stdout === str_repeat("\0", $bytes) ? 'whole' : 'torn', "\n";
$end = Process::exec('cat; exit 3', ['stdin' => $text, 'maxOutput' => $bytes])->await();
echo "exec: $end->cause $end->status ", $end->stdout === $text ? 'whole' : 'torn', "\n";

$start = hrtime(true);
ION::await(0.05)->await();
ION::stop(0.05);
$keep = ION::delay(60, fn () => print("never\n"));
ION::dispatch();
$keep->cancel();
echo 'loop: ', hrtime(true) - $start >= 1e8 ? 'slept' : 'woke', "\n";

$workers = $sum = 0;
for ($i = 1; $i <= 5; $i++) {
    (new ChildProcess())->start(function () use ($i) {
        ION::await(0.02)->await();
        Process::exit($i);
    });
}
while ($ended = Process::wait()) {
    $workers++;
    $sum += $ended['code'];
}
echo "wait: $workers workers, sum $sum\n";

$worker = (new ChildProcess())->start(function (IPC $master) {
    $master->onRequest(fn ($message) => $message->data * 2);
    Process::ready();
    for ($i = 0; $i < 2000; $i++) {
        $master->send([$i, str_repeat(chr(65 + $i % 26), 1000)]);
    }
    ION::async(function () use ($master) {
        $master->send('end');
        yield ION::await(60);
    });
});
$worker->whenReady()->await();
[$count, $sum, $answers] = ION::async(function () use ($worker) {
    $count = $sum = $answers = 0;
    foreach ($worker->getIPC()->whenIncoming() as $message) {
        if ($message->data === 'end') {
            return [$count, $sum, $answers];
        }
        [$number, $letters] = $message->data;
        $count += $letters === str_repeat(chr(65 + $number % 26), 1000);
        $sum += $number;
        if ($number % 100 === 0) {
            $answers += $worker->getIPC()->request($number)->await();
        }
    }
})->await();
echo "foreach: $count messages, sum $sum, answers $answers\n";
$worker->stop()->await();
echo "stop: signal {$worker->getSignal()}\n";
unset($worker);

$manager = new Manager();
$stranger = proc_open(['sleep', '60'], [], $pipes);
$manager->add($pid = proc_get_status($stranger)['pid']);
$manager->add((new ChildProcess())->start(fn () => Process::whenShutdown()->await()));
ION::dispatch(ION::LOOP_ONCE);
echo 'manager: killed ', $manager->killAll();
$manager->whenAllExit()->await();
$manager->clear();
proc_close($stranger);
Process::wait();
echo ', left ', count($manager->getPids()), "\n";

Process::lockPidFile("$dir/lock");
echo 'pid file: ', (int) file_get_contents("$dir/lock") === getmypid() ? 'mine' : 'not mine', "\n";
$out = "$dir/log";
Process::redirect(2, $out);
fwrite(STDERR, 'one ');
rename($out, "$out.1");
Process::reopen();
fwrite(STDERR, 'two ');
echo 'logs: ', file_get_contents("$out.1"), file_get_contents($out), "\n";
echo 'user: ', Process::getUser('root')['uid'], ' ', Process::getGroup('root')['name'], "\n";

/* a manager of services that reads nothing: the message is given up after a second, not later */
$busy = stream_socket_server("udg://$dir/busy", $no, $text, STREAM_SERVER_BIND);
$from = stream_socket_client("udg://$dir/busy");
stream_set_blocking($from, false);
while ((int) @fwrite($from, str_repeat('x', 100)) > 0) {
}
putenv("NOTIFY_SOCKET=$dir/busy");
$start = hrtime(true);
try {
    Process::notify('READY=1');
    echo 'notify: told';
} catch (ION\ProcessException $e) {
    echo 'notify: errno ', $e->errno;
}
$took = (hrtime(true) - $start) / 1e9;
echo $took >= 0.9 && $took < 10 ? ' after a second' : " after $took s", "\n";
pcntl_alarm(0);
echo $ticks >= 100 ? "many ticks\n" : "$ticks ticks\n";
PHP;

$daemon = <<<'PHP'
Process::daemonize(['pidFile' => "$dir/pid", 'wait' => 30]);
ION::await(0.1)->await();
Process::ready();
ION::onSignal('TERM', fn () => ION::stop());
ION::dispatch();
PHP;

$dir = ion_test_directory();
$head = "<?php\n\$dir = \$argv[1];\n";
file_put_contents("$dir/code.php", "$head$noise\n$code");
file_put_contents("$dir/daemon.php", "$head$noise\n$daemon");
$ticking = ion_test_cc(__DIR__ . '/../tools/ticking.c');
$end = ion_test_run([$ticking, '1000', ...ion_test_php(["$dir/code.php", $dir])], '', null, 60);
echo $end['out'], $end['err'], "code $end[code], signal $end[signal]\n";
$end = ion_test_run([$ticking, '1000', ...ion_test_php(["$dir/daemon.php", $dir])]);
$pid = (int) file_get_contents("$dir/pid");
echo $end['out'], $end['err'], "daemon: code $end[code], signal $end[signal], ", ion_test_state($pid) !== '' ? 'runs' : 'gone', "\n";
posix_kill($pid, SIGTERM);
ion_test_gone($pid);

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
run: exit 0 whole
exec: exit 3 whole
loop: slept
wait: 5 workers, sum 15
foreach: 2000 messages, sum 1999000, answers 38000
stop: signal 15
manager: killed 2, left 0
pid file: mine
logs: one two 
user: 0 root
notify: errno 11 after a second
many ticks
code 0, signal 0
daemon: code 0, signal 0, runs
