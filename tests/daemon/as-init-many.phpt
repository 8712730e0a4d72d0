--TEST--
Daemon: as init of a container it takes no orphan for a child of its own, and loses no child to one
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

$dir = ion_test_directory();
$head = '<?php ';
foreach (['helpers', 'process'] as $name) {
    $head .= 'require ' . var_export(realpath(__DIR__ . "/../_lib/$name.inc"), true) . ';';
}
file_put_contents("$dir/init.php", $head . <<<'PHP'
use ION\Process;
use ION\Process\ChildProcess;

/* 20 orphans that end once they are orphans, 3 that live, and the one of a worker that dies */
$run = Process::run('for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do '
    . '(while [ ! -e "$DIR/go" ]; do sleep 0.01; done; exit $i) >/dev/null 2>&1 & echo $!; done', ['env' => ['DIR' => $argv[1]]]);
$ended = array_map('intval', explode("\n", trim($run->stdout)));
touch("$argv[1]/go");
$run = Process::run('for i in 1 2 3; do sleep 60 >/dev/null 2>&1 & echo $!; done');
$alive = array_map('intval', explode("\n", trim($run->stdout)));
$worker = (new ChildProcess())->start(function ($master) {
    Process::exec(['sleep', '60'], ['pid' => &$pid]);
    $master->send($pid);
    ION::await(60)->await();
});
$worker->getIPC()->whenIncoming()->then(function ($message) use (&$left) {
    $left = $message->data;
});
ion_test_wait(function () use (&$left) { return $left !== null; }, 'the worker');
$worker->kill('KILL');
$worker->whenExit()->await();
echo 'the worker: signal ', $worker->getSignal(), "\n";
/* the program of a worker ends with it, and is then an orphan like any other */
ion_test_wait(fn () => ion_test_state($left) === 'Z', 'the end of its program');
ion_test_wait(fn () => array_unique(array_map('ion_test_state', $ended)) === ['Z'], 'the ends of the orphans');

/* own children among them: each is told once, and orphans never */
for ($i = 1; $i <= 5; $i++) {
    (new ChildProcess())->start(fn () => Process::exit($i));
}
$codes = [];
while (is_array($end = Process::wait()) && count($codes) < 100) {
    $codes[] = $end['pid'] === $worker->getPID() ? 'worker' : $end['code'];
}
sort($codes);
echo 'told: ', implode(' ', $codes), "\n";
$all = false;
Process::whenAllExit()->then(function () use (&$all) { $all = true; });
echo 'all have exited: ', json_encode($all), ', killAll() reaches ', Process::killAll('TERM'), "\n";
echo 'stats: ', count(Process::getStats()['children']), " children\n";
echo 'orphans left: ', count(array_filter([...$ended, $left], fn ($pid) => ion_test_state($pid) === 'Z')), ', alive ',
    count(array_filter($alive, fn ($pid) => Process::isRunning($pid))), "\n";

/* somebody who collects by number disturbs nobody */
$child = (new ChildProcess())->start(fn () => ION::await(60));
$child->whenStarted()->await();
$program = Process::exec(['sleep', '60'], ['pid' => &$pid]);
array_map(fn ($orphan) => posix_kill($orphan, SIGKILL), $alive);
$sum = 0;
/* whether it was loaded when its worker was killed nobody knows: its status is one or the other */
pcntl_waitpid($left, $status);
foreach ([...$ended, ...$alive] as $orphan) {
    if (pcntl_waitpid($orphan, $status) === $orphan) {
        $sum += pcntl_wifexited($status) ? pcntl_wexitstatus($status) : 1000;
    }
}
echo "sum of the orphans: $sum\n";
$child->kill('TERM');
Process::kill($pid, 'TERM');
$child->whenExit()->await();
echo 'own: signal ', $child->getSignal(), ', program: signal ', $program->await()->signal, "\n";
echo 'left: ', count(ion_test_children()), "\n";
PHP);
$end = ion_test_run(['unshare', '-pf', '--mount-proc', ...ion_test_php(["$dir/init.php", $dir])]);
echo $end['out'], $end['err'], $end['code'], "\n";

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
the worker: signal 9
told: 1 2 3 4 5 worker
all have exited: true, killAll() reaches 0
stats: 0 children
orphans left: 21, alive 3
sum of the orphans: 3210
own: signal 15, program: signal 15
left: 0
0
