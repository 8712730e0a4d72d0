--TEST--
Process: each failing system call of whatever makes something is an error, and everything works afterwards
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_unless_strace();
ion_skip_if_forced();
ion_skip_if_slow();
ion_skip_if_opcache('calls fail that are not of ION');
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

$code = <<<'PHP'
<?php
use ION\Process;
use ION\Process\ChildProcess;
[, $script, $lib, $rounds] = $argv;
require "$lib/helpers.inc";
require "$lib/process.inc";
$end = function (ChildProcess $program, string $input = ''): string {
    $program->whenStarted()->await();
    $input === '' || $program->getStdin()->end($input);
    $text = $program->getStdout()->readAll()->await();
    $program->whenExit()->await();
    return trim($text);
};
$kinds = [
    'exec' => fn () => Process::run(['cat'], ['stdin' => 'word'])->stdout,
    'spawn' => fn () => $end(Process::spawn(['cat'], ['stdio' => [4 => 'pipe', 5 => ['file', '/dev/null', 'r']]]), 'word'),
    'terminal' => fn () => $end(Process::spawn(['echo', 'word'], ['pty' => true])),
    'script' => function () use ($script) {
        $child = Process::spawnScript($script);
        $child->whenStarted()->await();
        try {
            return $child->getIPC()->send('word')->whenIncoming()->await()->data;
        } finally {
            $child->whenExit()->await();
        }
    },
    'worker' => function () use ($end) {
        $child = new ChildProcess(['stdio' => [1 => 'pipe', 2 => 'null']]);
        $child->start(function () {
            echo 'word';
            exit(0);
        });
        return $end($child);
    },
    'signal' => function () {
        $signal = Process::signal('USR1');
        ION::defer(fn () => Process::kill(getmypid(), 'USR1'));
        $signal->await();
        Process::clearSignal('USR1');
        return 'word';
    },
    'attach' => fn () => Process::attach(getmypid())->isAlive() ? 'word' : '',
    'timer' => fn () => ION::await(0.001)->await() ? 'word' : '',
];
$failed = [];
ION::setErrorHandler(function (Throwable $e) use (&$failed) {
    $failed[] = 'HANDLER ' . $e->getMessage();
});
$counts = [];
for ($round = 0; $round < $rounds; $round++) {
    foreach ($kinds as $kind => $do) {
        try {
            ($said = $do()) === 'word' || $failed[] = "$round $kind: said " . json_encode($said);
        } catch (ION\RuntimeException $e) {
            $failed[] = "$round $kind: {$e->getMessage()}";
        }
    }
    unset($e);
    gc_collect_cycles();
    ION::dispatch(ION::LOOP_NONBLOCK);
    $counts[] = count(scandir('/proc/self/fd'));
}
$rounds < 3 || $counts[2] <= $counts[1] || $failed[] = 'LEFT OPEN ' . json_encode($counts);
($left = ion_test_children()) === [] || $failed[] = 'LEFT ' . json_encode($left);
echo implode(' | ', $failed), "\n";
PHP;
$file = ion_test_temp('code.php');
file_put_contents($file, $code);
$empty = ion_test_temp('empty.php');
file_put_contents($empty, '<?php require "$argv[2]/helpers.inc"; require "$argv[2]/process.inc";');
$script = ion_test_temp('script.php');
file_put_contents($script, '<?php $master = ION\Process::getParentIPC(); $master->send($master->whenIncoming()->await()->data);');
$trace = ion_test_temp('trace');
$run = function (string $code, int $rounds, string $call, string ...$inject) use ($trace, $script): array {
    $end = ion_test_run(['strace', '-qq', '-o', $trace, '-e', "trace=$call", ...$inject, ...ion_test_php([$code, $script, __DIR__ . '/../_lib', (string) $rounds])]);
    $text = (string) file_get_contents($trace);
    return [trim($end['out'] . $end['err']) . ($end['code'] === 0 ? '' : " [code $end[code]]"), substr_count($text, "$call("), $text];
};
/* no file or memory in all of the system, no process for this user */
$errors = [
    'ENFILE' => ['Too many open files in system', ['pipe2', 'socketpair', 'pidfd_open', 'timerfd_create', 'epoll_create1', 'eventfd2', 'fcntl']],
    'EAGAIN' => ['Resource temporarily unavailable', ['clone']],
    'ENOMEM' => ['Cannot allocate memory', ['clone', 'epoll_ctl', 'timerfd_settime']],
];
foreach ($errors as $error => [$text, $calls]) {
    /* how often a call is made differs a little, so the last ones may meet the second round. A channel that cannot be watched fails while somebody waits for a message; a worker without a
     * descriptor for its end has a reason of its own */
    $piece = "(?:[01] \w+: [^|]*(?:$text|The channel is closed|Cannot allocate memory)|HANDLER A channel failed: $text)";
    foreach ($calls as $call) {
        /* what PHP itself does comes first and is left alone */
        $own = $run($empty, 0, $call)[1];
        $end = $run($file, 1, $call)[1];
        $hits = 0;
        for ($n = $own + 1; $n <= $end; $n++) {
            [$said, , $calls_seen] = $run($file, 3, $call, '-e', "inject=$call:error=$error:when=$n");
            $hits += str_contains($calls_seen, 'INJECTED');
            if (preg_match("~^(?:$piece(?: \| $piece)*)?$~", $said) !== 1) {
                echo "$call, number ", $n - $own, ", $error: $said\n";
            }
        }
        echo "$call $error: ", $hits > 0 ? 'met' : 'NOT MET', "\n";
    }
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
pipe2 ENFILE: met
socketpair ENFILE: met
pidfd_open ENFILE: met
timerfd_create ENFILE: met
epoll_create1 ENFILE: met
eventfd2 ENFILE: met
fcntl ENFILE: met
clone EAGAIN: met
clone ENOMEM: met
epoll_ctl ENOMEM: met
timerfd_settime ENOMEM: met
