--TEST--
Process: whatever meets the limit of open files says so, leaves nothing behind and works afterwards
--SKIPIF--
<?php
require __DIR__ . '/../_lib/skip.inc';
ion_skip_if_wrapped();
?>
--FILE--
<?php
require __DIR__ . '/../_lib/init.inc';
require __DIR__ . '/../_lib/process.inc';

/* started anew for each kind: what is made once is made under the limit, too */
$code = <<<'PHP'
<?php
use ION\Process;
use ION\Process\ChildProcess;
[, $kind, $isWarm, $script, $lib] = $argv;
require "$lib/helpers.inc";
require "$lib/process.inc";

$talk = function (ChildProcess $program, int $to = 0): string {
    $program->whenStarted()->await();
    $program->getPipe($to)->end('word')->await();
    $text = $program->getStdout()->readAll()->await();
    $program->whenExit()->await();
    return trim($text);
};
$reading = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$lock = ion_test_temp('lock');
$kinds = [
    'exec' => fn () => strlen(Process::run(['cat'], ['stdin' => str_repeat('x', 100000)])->stdout) === 100000,
    'exec at a terminal' => fn () => trim(Process::run(['echo', 'word'], ['pty' => true])->stdout) === 'word',
    'exec as somebody' => fn () => trim(Process::run(['id', '-u'], ['user' => ion_test_status('Uid')])->stdout) === (string) ion_test_status('Uid'),
    'spawn' => fn () => $talk(Process::spawn(['cat'])) === 'word',
    'spawn with pipes' => function () use ($talk): bool {
        $program = Process::spawn('cat <&4', ['stdio' => [4 => 'pipe', 5 => ['file', '/dev/null', 'r']]]);
        return $talk($program, 4) === 'word';
    },
    'spawn at a terminal' => function () use ($talk): bool {
        $program = Process::spawn(['echo', 'word'], ['pty' => true]);
        $program->whenStarted()->await();
        $text = $program->getStdout()->readAll()->await();
        $program->whenExit()->await();
        return trim($text) === 'word';
    },
    'script' => function () use ($script): bool {
        $child = Process::spawnScript($script);
        $child->whenStarted()->await();
        $channel = $child->getIPC()->send('word');
        $said = $channel->whenIncoming()->await()->data;
        $child->whenExit()->await();
        return $said === 'word!';
    },
    'worker' => function (): bool {
        $child = new ChildProcess(['stdio' => [1 => 'pipe'], 'umask' => 022]);
        $child->getIPC()->send('word');
        $child->start(function (ION\Process\IPC $master) {
            $master->send($master->whenIncoming()->await()->data . '!');
            echo 'text';
            exit(6);
        });
        $child->whenStarted()->await();
        $said = $child->getIPC()->whenIncoming()->await()->data;
        $text = $child->getStdout()->readAll()->await();
        $child->whenExit()->await();
        return "$said $text {$child->getExitStatus()}" === 'word! text 6';
    },
    'queue' => function (): bool {
        $queue = new Process\ExecQueue(2);
        $ends = ION\Promise::settle(array_map(fn ($i) => $queue->exec(['echo', "$i"]), [0, 1, 2, 3]))->await();
        foreach ($ends as $end) {
            isset($end['error']) && throw $end['error'];
        }
        return implode('', array_map(fn ($end) => trim($end['value']->stdout), $ends)) === '0123';
    },
    'channel' => function (): bool {
        [$left, $right] = ION\Process\IPC::create();
        $left->send('word');
        $said = $right->whenIncoming()->await()->data;
        $left->close();
        $right->close();
        return $said === 'word';
    },
    'signal' => function (): bool {
        $signal = Process::signal('USR1');
        ION::defer(fn () => Process::kill(getmypid(), 'USR1'));
        $number = $signal->await();
        Process::clearSignal('USR1');
        return $number === 10;
    },
    'watcher' => function () use ($reading): bool {
        fwrite($reading[0], 'x');
        $said = '';
        ION::onReadable($reading[1], function ($stream, $watcher) use (&$said) {
            $said = fread($stream, 1);
            $watcher->cancel();
        });
        ION::dispatch(ION::LOOP_ONCE);
        return $said === 'x';
    },
    'timer' => fn () => ION::await(0.001)->await(),
    'redirect' => fn () => Process::redirect(0, '/dev/null') === null,
    'attach' => fn () => Process::attach(getmypid()) || true,
    'lock' => function () use ($lock): bool {
        static $isHeld = false;
        $isHeld || Process::lockPidFile($lock);
        $isHeld = true;
        return true;
    },
];
$open = function (int $less = 0): array {
    $files = [];
    while ($file = @fopen('/dev/null', 'r')) {
        $files[] = $file;
    }
    return array_slice($files, $less);
};
$attempt = function (Closure $do): string {
    try {
        return $do() ? 'works' : 'WRONG';
    } catch (ION\RuntimeException $e) {
        return str_contains($e->getMessage(), ': Too many open files') ? 'Too many open files' : get_class($e) . ": {$e->getMessage()}";
    }
};
/* loaded now: under the limit a class or a stream of PHP's own could not be */
$attempt(fn () => throw new ION\RuntimeException('x'));
$companion = null;
if ($isWarm) {
    ION::await(0)->await();
    $companion = Process::spawn(['cat']);
    $companion->whenStarted()->await();
}
Process::setLimit('nofile', 64);
$seen = [];
$last = '';
for ($free = 0; $free <= 24; $free++) {
    $files = $open($free);
    $last = $seen[] = $attempt($kinds[$kind]);
    gc_collect_cycles();
    $files = [];
    ION::dispatch(ION::LOOP_NONBLOCK);
    $left = ion_test_children();
    if ($companion !== null) {
        $left = array_values(array_diff($left, [$companion->getPID()]));
        $companion->getStdin()->write("$free\n")->await();
        $answer = trim($companion->getStdout()->readLine()->await());
        $answer === (string) $free || $seen[] = "the companion said $answer";
    }
    $left === [] || $seen[] = "$free: LEFT " . json_encode($left);
    /* the first time something may be made that stays */
    $count = count(scandir('/proc/self/fd'));
    $last !== 'works' || isset($before) || $before = $count;
    !isset($before) || $count === $before || $seen[] = "$free: $count DESCRIPTORS, NOT $before";
}
echo implode(', ', array_unique($seen)), $last === 'works' ? '' : ' AT LAST', "\n";
PHP;
$file = ion_test_temp('code.php');
file_put_contents($file, $code);
$script = ion_test_temp('script.php');
file_put_contents($script, '<?php $master = ION\Process::getParentIPC(); $master->send($master->whenIncoming()->await()->data . "!");');
preg_match_all("/^    '([^']+)' => f/m", $code, $kinds);
foreach (['cold', 'warm'] as $isWarm => $state) {
    $said = [];
    foreach ($kinds[1] as $kind) {
        $end = ion_test_run(ion_test_php([$file, $kind, (string) $isWarm, $script, __DIR__ . '/../_lib']));
        $said[trim($end['out'] . $end['err']) . ($end['code'] ? " [$end[code]]" : '')][] = $kind;
    }
    ksort($said);
    echo "$state\n";
    foreach ($said as $text => $names) {
        echo "  $text: ", implode(', ', $names), "\n";
    }
}

require __DIR__ . '/../_lib/clean.inc';
?>
--EXPECT--
cold
  Too many open files, works: exec, exec at a terminal, exec as somebody, spawn, spawn with pipes, spawn at a terminal, script, worker, queue, channel, signal, watcher, timer, redirect, attach, lock
warm
  Too many open files, works: exec, exec at a terminal, exec as somebody, spawn, spawn with pipes, spawn at a terminal, script, worker, queue, channel, signal, redirect, attach, lock
  works: watcher, timer
