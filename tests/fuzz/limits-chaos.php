<?php
/*
 * Random use of everything that needs descriptors while they are used up and given back: limits-chaos.php [SEED] [ROUNDS]
 * What always holds: every promise settles, and it fails only for want of descriptors or because it was asked to; what an
 * echo says is what it was told, as far as it goes; who runs already goes on; with descriptors everything works, and no
 * process and no descriptor is left. The exit code is 1 when something was wrong.
 * SPDX-License-Identifier: MIT
 */
use ION\Process;
use ION\Process\{ChildProcess, ExecQueue, IPC};

final class LimitsChaos
{
    /** @var array<string, int> */
    public array $wrong = [];
    /** @var array<int, array{string, ION\Promise}> what has to settle */
    private array $open = [];
    /** @var list<ChildProcess> */
    private array $programs = [];
    private ?ChildProcess $companion = null;
    public int $done = 0;
    public int $failed = 0;
    private int $number = 0;
    /** @var list<resource> */
    private array $files = [];

    public function __construct(private readonly Random\Randomizer $random, private readonly string $script)
    {
    }

    /** As many descriptors are free as that; null: all that are. */
    private function squeeze(?int $free): void
    {
        $this->files = [];
        while ($free !== null && ($file = @fopen('/dev/null', 'r'))) {
            $this->files[] = $file;
        }
        array_splice($this->files, 0, (int) $free);
    }

    private function wrong(string $what): void
    {
        $this->wrong[$what] = ($this->wrong[$what] ?? 0) + 1;
    }

    /** Whether it may happen here. */
    private function isExpected(Throwable $e): bool
    {
        return preg_match('/Too many open files|closed|disconnected|not be received|has ended|not connected|No such process/i', $e->getMessage()) === 1
            || $e instanceof ION\Promise\CancelException
            || $e instanceof ION\Process\DisconnectedException;
    }

    /** Counts how it settles. */
    private function watch(string $what, ION\Promise $promise, ?callable $check = null): void
    {
        $number = ++$this->number;
        $this->open[$number] = [$what, $promise];
        $promise->then(function ($value) use ($number, $what, $check) {
            isset($this->open[$number]) || $this->wrong("$what settled twice");
            unset($this->open[$number]);
            $this->done++;
            $check === null || $check($value) || $this->wrong("$what gave something else");
        }, function (Throwable $e) use ($number, $what) {
            isset($this->open[$number]) || $this->wrong("$what settled twice");
            unset($this->open[$number]);
            $this->failed++;
            $this->isExpected($e) || $this->wrong("$what: " . get_class($e) . ": {$e->getMessage()}");
        });
    }

    /** One thing that needs descriptors. */
    private function act(): void
    {
        $text = str_repeat('x', $this->random->getInt(1, 200000));
        switch ($this->random->getInt(0, 12)) {
            case 0:
                $this->watch('exec', Process::exec(['cat'], ['stdin' => $text]), fn ($exec) => $exec->stdout === $text);
                break;
            case 1:
                $this->watch('shell', Process::exec('echo out; echo err >&2; exit 3'), fn ($exec) => "$exec->stdout$exec->stderr$exec->status" === "out\nerr\n3");
                break;
            case 2:
                $this->watch('timeout', Process::exec('sleep 50 & sleep 50', ['timeout' => 0.01, 'stop' => [['TERM', 0.05], ['KILL', 0]]]), fn () => false);
                break;
            case 3:
                $this->watch('terminal', Process::exec(['echo', 'word'], ['pty' => true]), fn ($exec) => trim($exec->stdout) === 'word');
                break;
            case 4:
            case 5:
                $program = Process::spawn(['cat'], $this->random->getInt(0, 1) ? ['stdio' => [3 => 'pipe', 4 => ['file', '/dev/null', 'r']]] : []);
                $this->live('echo', $program, $text);
                break;
            case 6:
                $program = Process::spawn('sleep 60 & (setsid sleep 60 &) ; sleep 60');
                $this->watch('family starts', $program->whenStarted());
                $this->programs[] = $program;
                break;
            case 7:
                $this->worker();
                break;
            case 8:
                $queue = new ExecQueue(2);
                for ($i = 0; $i < 4; $i++) {
                    $this->watch('queued', $queue->exec(['echo', "$i"]), fn ($exec) => trim($exec->stdout) === "$i");
                }
                break;
            case 9:
                [$left, $right] = IPC::create();
                $left->send('word', $this->random->getInt(0, 1) ? STDERR : null);
                $this->watch('channel', $right->whenDisconnected());
                $left->close();
                $right->whenIncoming()->then(fn () => null);
                break;
            case 10:
                $this->watch('watcher', ION::await(0.001));
                $signal = Process::signal('USR1');
                $signal->then(fn () => null);
                Process::clearSignal('USR1');
                break;
            case 11:
                $one = $this->programs[$this->random->getInt(0, max(0, count($this->programs) - 1))] ?? null;
                $one?->isAlive() && Process::attach($one->getPID())->whenExit();
                break;
            case 12:
                $this->random->getInt(0, 3) === 0 && $this->script();
                break;
        }
    }

    private function live(string $what, ChildProcess $program, string $text): void
    {
        $this->programs[] = $program;
        $this->watch("$what starts", $program->whenStarted());
        $program->whenStarted()->then(function () use ($what, $program, $text) {
            $this->watch("$what is told", $program->getStdin()->end($text));
            $this->watch("$what says", $program->getStdout()->readAll(), fn ($said) => str_starts_with($text, $said));
            $this->watch("$what ends", $program->whenExit());
        }, fn () => null);
    }

    private function worker(): void
    {
        $child = new ChildProcess($this->random->getInt(0, 1) ? ['umask' => 022, 'stdio' => [1 => 'pipe']] : []);
        $child->start(function (IPC $master) {
            $master->onRequest(fn ($message) => strrev($message->data));
            ION::dispatch();
        });
        $this->programs[] = $child;
        $this->watch('worker starts', $child->whenStarted());
        $this->watch('worker answers', $child->getIPC()->request('abc'), fn ($data) => $data === 'cba');
    }

    private function script(): void
    {
        $child = Process::spawnScript($this->script, [], ion_test_script());
        $this->programs[] = $child;
        $this->watch('script starts', $child->whenStarted());
        $this->watch('script answers', $child->getIPC()->request('abc'), fn ($data) => $data === 'cba');
    }

    /** One that is there already, or running, is taken back. */
    private function end(): void
    {
        $at = $this->random->getInt(0, max(0, count($this->programs) - 1));
        $program = $this->programs[$at] ?? null;
        if ($program === null) {
            return;
        }
        array_splice($this->programs, $at, 1);
        match ($this->random->getInt(0, 1)) {
            0 => $program->isAlive() ? $this->watch('stop', $program->stop([['TERM', 0.05], ['KILL', 0]])) : null,
            1 => $program->isAlive() ? $program->killTree('KILL') : null,
        };
    }

    private function attempt(callable $do): void
    {
        try {
            $do();
        } catch (ION\RuntimeException $e) {
            $this->isExpected($e) || $this->wrong('thrown: ' . get_class($e) . ": {$e->getMessage()}");
        } catch (ION\InvalidUsageException $e) {
            $this->wrong('misuse: ' . $e->getMessage());
        }
    }

    private function meetCompanion(): void
    {
        $text = (string) $this->random->getInt(0, 1 << 30);
        $this->companion->getStdin()->write("$text\n");
        $this->watch('companion says', $this->companion->getStdout()->readLine(), fn ($line) => $line === "$text\n");
    }

    public function round(): void
    {
        if ($this->companion === null) {
            $this->companion = Process::spawn(['cat']);
            $this->companion->whenStarted()->await();
        }
        for ($i = 0; $i < 30; $i++) {
            match ($this->random->getInt(0, 5)) {
                0 => $this->squeeze(null),
                1, 2 => $this->squeeze($this->random->getInt(0, 14)),
                3 => $this->attempt($this->end(...)),
                default => null,
            };
            $this->attempt($this->act(...));
            $this->random->getInt(0, 3) || $this->attempt($this->meetCompanion(...));
            ION::dispatch(ION::LOOP_NONBLOCK);
            $this->random->getInt(0, 4) || ION::await(0.002)->await();
        }
        $this->random->getInt(0, 1) && $this->squeeze(null);
        foreach ($this->programs as $program) {
            $this->attempt(fn () => $program->isAlive() && $this->watch('stop', $program->stop([['TERM', 0.05], ['KILL', 0]])));
        }
        $this->programs = [];
        $this->settle();
        $this->squeeze(null);
    }

    /** All that is open must settle now. */
    private function settle(): void
    {
        $deadline = microtime(true) + ion_test_seconds(20);
        while ($this->open !== []) {
            if (microtime(true) > $deadline) {
                foreach ($this->open as [$what]) {
                    $this->wrong("$what never settled");
                }
                $this->open = [];
                return;
            }
            ION::await(0.005)->await();
        }
    }

    public function finish(): void
    {
        $this->companion->getStdin()->end();
        $this->companion->whenExit()->await();
        $this->companion = null;
        gc_collect_cycles();
        ION::dispatch(ION::LOOP_NONBLOCK);
    }
}

require_once __DIR__ . '/../_lib/helpers.inc';
require_once __DIR__ . '/../_lib/process.inc';
defined('STDERR') || define('STDERR', fopen('php://stderr', 'w'));
$seed = (int) ($argv[1] ?? random_int(0, PHP_INT_MAX));
$rounds = (int) ($argv[2] ?? 50);
$script = ion_test_temp('script.php');
file_put_contents($script, '<?php ION\Process::getParentIPC()->onRequest(fn ($message) => strrev($message->data)); ION::dispatch();');
ION::setErrorHandler(function (Throwable $e) use (&$chaos): void {
    preg_match('/Too many open files|could not be received/i', $e->getMessage()) || $chaos->wrong['handler: ' . get_class($e) . ": {$e->getMessage()}"] = 1;
});
Process::setLimit('nofile', 256);
$chaos = new LimitsChaos(new Random\Randomizer(new Random\Engine\Mt19937($seed)), $script);
$chaos->round();
$chaos->finish();
$links = fn () => array_filter(array_map(fn ($fd) => @readlink("/proc/self/fd/$fd"), array_combine($fds = array_diff(scandir('/proc/self/fd'), ['.', '..']), $fds)));
$before = $links();
for ($i = 1; $i < $rounds; $i++) {
    $chaos->round();
}
$chaos->finish();
if (count($left = $links()) > count($before)) {
    $chaos->wrong['descriptors left: ' . json_encode(array_diff_key($left, $before))] = 1;
}
if (($left = ion_test_children()) !== []) {
    $chaos->wrong['processes left: ' . json_encode($left)] = 1;
}
foreach ($chaos->wrong as $what => $count) {
    echo "$what ($count times)\n";
}
$isUsed = $chaos->done > 0 && $chaos->failed > 0;
echo $chaos->wrong === [] ? 'fine' : "seed $seed, $rounds rounds: $chaos->done done, $chaos->failed failed", $isUsed ? '' : ', but the limit was not met', "\n";
exit($chaos->wrong === [] ? 0 : 1);
