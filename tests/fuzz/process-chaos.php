<?php
/*
 * Random use of programs: process-chaos.php [SEED] [ROUNDS]
 * Programs that echo, print without end, end at once, have families or cannot start are written to, read, paused,
 * stopped, killed with and without their families, dropped, queued and cancelled at random moments; workers are
 * forked in between. What always holds: every promise settles once; what is read is what was written, in order; a
 * program that is killed with its family leaves nobody; the loop ends; no process and no descriptor is left.
 * The exit code is 1 when something was wrong.
 * SPDX-License-Identifier: MIT
 */
use ION\Process;
use ION\Process\{ChildProcess, ExecQueue, IPC, Pipe};

/** One program of spawn(). */
final class Live
{
    public ?ChildProcess $child;
    public int $pid;
    /** @var array<int, ?Pipe> */
    public array $pipes = [];
    /** what was given to its standard input, and what came back, if it echoes */
    public string $written = '';
    public string $read = '';
    public bool $isEcho;
    /** taken back, closed or killed: then the rest need not come */
    public bool $isCut = false;
    /** its output is not read any more by somebody else */
    public int $readers = 0;

    public function __construct(public readonly string $name, array $command, array $options)
    {
        $this->child = Process::spawn($command, $options);
        $this->pid = $this->child->getPID();
        $this->isEcho = $name === 'echo';
        $this->pipes = [$this->child->getStdin(), $this->child->getStdout(), $this->child->getStderr()];
    }
}

final class Chaos
{
    /** @var list<string> */
    public static array $wrong = [];
    private const PROGRAMS = [
        'echo' => ['cat'],
        'takes some' => ['head', '-c', '70000'],
        'prints some' => ['head', '-c', '200000', '/dev/zero'],
        'endless' => ['cat', '/dev/zero'],
        'short' => ['true'],
        'waits' => ['sleep', '100'],
        'missing' => ['/no/such/program'],
        'stubborn' => ['sh', '-c', 'trap "" TERM; sleep 100; sleep 100'],
        'family' => ['sh', '-c', 'sleep 100 & (sleep 100 & sleep 100) & setsid sh -c "sleep 100 & sleep 100" & wait'],
        'daemon' => ['sh', '-c', '(setsid sleep 100 &); exec sleep 100'],
        'closes' => ['sh', '-c', 'exec <&- >&- 2>&-; exec sleep 0.01'],
    ];

    /** Those that start others: whoever is killed alone leaves them. */
    private const FAMILIES = ['stubborn', 'family', 'daemon'];

    private readonly string $marker;
    /** @var list<Live> */
    private array $all = [];
    /** @var list<ION\Deferred> of exec() */
    private array $execs = [];
    private ?ExecQueue $queue;
    /** @var list<WeakReference> */
    private array $queues = [];
    private int $pending = 0;
    /** @var array<string, int> */
    private array $waiting = [];

    public function __construct(private readonly int $seed)
    {
        mt_srand($seed);
        $this->marker = 'CHAOS_' . getmypid() . '_' . $seed;
        $this->newQueue();
    }

    private function newQueue(): void
    {
        $this->queue = new ExecQueue(mt_rand(1, 4));
        $this->queues[] = WeakReference::create($this->queue);
    }

    private function wrong(string $what): void
    {
        self::$wrong[] = "seed $this->seed: $what";
        fwrite(STDERR, "WRONG: seed $this->seed: $what\n");
    }

    private function chance(int $percent): bool
    {
        return mt_rand(0, 99) < $percent;
    }

    private function name(): string
    {
        return array_rand(self::PROGRAMS);
    }

    private function environment(): array
    {
        return ['env' => [$this->marker => '1']];
    }

    /** Something that has to settle once. */
    private function expect(ION\Promise $promise, string $what): void
    {
        $count = 0;
        $this->pending++;
        @$this->waiting[$what]++;
        $settled = function () use (&$count, $what) {
            $this->pending--;
            $this->waiting[$what]--;
            if (++$count > 1) {
                $this->wrong("$what settled $count times");
            }
            $this->meddle();
        };
        $promise->then(function () use ($settled) { $settled(); }, function (Throwable $e) use ($settled, $what) {
            if (!$e instanceof ION\ProcessException && !$e instanceof ION\Promise\CancelException) {
                $this->wrong("$what failed with " . get_class($e) . ": {$e->getMessage()}");
            }
            $settled();
        });
    }

    /** In the middle of a callback. */
    private function meddle(): void
    {
        if ($this->chance(2)) {
            gc_collect_cycles();
        } elseif ($this->chance(3) && $this->all) {
            try {
                $this->act($this->all[array_rand($this->all)]);
            } catch (ION\InvalidUsageException $e) {
                /* it is the collector that closed a Pipe, whose callback this is */
                str_contains($e->getMessage(), 'during garbage collection') || throw $e;
            }
        }
    }

    private function spawn(): void
    {
        $name = $this->name();
        $options = $this->environment();
        $ladder = [['TERM', mt_rand(0, 20) / 1000], ['KILL', 0]];
        if ($this->chance(20)) {
            $options['session'] = true;
        } elseif ($this->chance(20)) {
            $options['newGroup'] = true;
        }
        if ($this->chance(70)) {
            $options['stop'] = $ladder;
        }
        if ($this->chance(5)) {
            $options['timeout'] = mt_rand(1, 20) / 1000;
        }
        if ($this->chance(10)) {
            $options['stdio'] = [2 => 1];
        }
        $live = new Live($name, self::PROGRAMS[$name], $options);
        $live->isCut = isset($options['timeout']);
        $this->expect($live->child->whenStarted(), 'whenStarted()');
        $this->expect($live->child->whenExit(), 'whenExit()');
        $this->all[] = $live;
    }

    /* ---- pipes ---- */

    private function write(Live $live): void
    {
        $pipe = $live->pipes[0];
        if ($pipe === null || !$pipe->isWritable()) {
            return;
        }
        $data = str_repeat(chr(mt_rand(33, 126)) . strlen($live->written) . ($this->chance(30) ? "\n" : ' '), mt_rand(1, 1 << mt_rand(0, 13)));
        try {
            $end = $this->chance(5) ? $pipe->end($data) : $pipe->write($data);
        } catch (ION\InvalidUsageException | ION\Process\QueueFullException) {
            return;
        }
        $live->written .= $data;
        $this->expect($end, 'write()');
        if ($this->chance(5)) {
            /* some of what was written may be taken back */
            $live->isCut = true;
            $end->cancel('cancelled');
        }
    }

    private function take(Live $live, ?string $chunk): void
    {
        $live->read .= $chunk;
        if ($live->isEcho && !$live->isCut && !str_starts_with($live->written, substr($live->read, 0, strlen($live->written)))) {
            $this->wrong("$live->name gave something else");
            $live->isCut = true;
        }
        if (strlen($live->read) > 1 << 20 && !$live->isEcho) {
            $live->read = '';
        }
        $this->meddle();
    }

    private function read(Live $live): void
    {
        $number = $live->isEcho || $this->chance(80) ? 1 : 2;
        $pipe = $live->pipes[$number];
        if ($pipe === null) {
            return;
        }
        $take = fn (?string $chunk) => $number === 1 ? $this->take($live, $chunk) : null;
        switch (mt_rand(0, 5)) {
            case 0:
                $end = $pipe->read($this->chance(50) ? null : mt_rand(1, 10000))->then($take);
                break;
            case 1:
                $end = $pipe->readLine(1 << 20)->then($take);
                break;
            case 2:
                /* one that is cancelled loses nothing */
                $read = $pipe->read();
                $end = $read->then($take);
                $this->chance(50) ? $read->cancel('cancelled') : ION::await(0)->then(fn () => $read->getState() === 'pending' && $read->cancel('later'));
                break;
            case 3:
                if ($live->readers++ === 0) {
                    $pipe->whenData()->then($take);
                }
                return;
            case 4:
                if ($live->readers++ > 0) {
                    return;
                }
                $end = ION::async(function () use ($pipe, $take, $live) {
                    foreach ($pipe->whenData() as $chunk) {
                        $take($chunk);
                        if ($this->chance(30)) {
                            ION::await(0)->await();
                        } elseif ($this->chance(3)) {
                            $live->readers = 0;
                            break;
                        }
                    }
                });
                break;
            case 5:
                $pipe->pause();
                $this->chance(90) && ION::await(0)->then(fn () => $pipe->resume());
                return;
        }
        $this->expect($end, 'read()');
    }

    private function drop(Live $live, int $number): void
    {
        $live->isCut = true;
        /* one that is paused for good is waited for in vain */
        $number > 0 && $live->pipes[$number]?->resume();
        $live->pipes[$number] = null;
    }

    /* ---- programs ---- */

    private function act(Live $live): void
    {
        $child = $live->child;
        if ($child === null) {
            return;
        }
        $what = mt_rand(0, 99);
        if ($what < 30) {
            $this->write($live);
        } elseif ($what < 60) {
            $this->read($live);
        } elseif ($what < 64) {
            $live->pipes[0]?->isWritable() && $this->expect($live->pipes[0]->end(), 'end()');
        } elseif ($what < 67) {
            $live->isCut = true;
            $live->pipes[mt_rand(0, 2)]?->close();
        } elseif ($what < 71) {
            $live->isCut = true;
            in_array($live->name, self::FAMILIES, true) || $child->kill(['TERM', 'KILL', 'INT', 'USR1'][mt_rand(0, 3)]);
        } elseif ($what < 74) {
            /* stopped and continued */
            $child->kill('STOP') && $child->kill('CONT');
        } elseif ($what < 79) {
            $live->isCut = true;
            $child->killTree();
        } elseif ($what < 84) {
            $live->isCut = true;
            $this->expect($child->stop($this->chance(50) ? null : [['TERM', 0.005], ['KILL', 0]]), 'stop()');
        } elseif ($what < 88) {
            $this->chance(50) ? $child->unref() : $child->ref();
        } elseif ($what < 92) {
            foreach ($live->pipes as $pipe) {
                /* not for what is dropped */
                $pipe?->whenClosed()->then(fn () => $this->meddle());
            }
        } elseif ($what < 95) {
            $this->drop($live, mt_rand(0, 2));
        } elseif ($what < 97) {
            array_map(fn ($number) => $this->drop($live, $number), [0, 1, 2]);
            $live->child = null;
        } elseif ($what < 98 && $child->isAlive()) {
            $this->expect($child->whenExit(), 'whenExit()');
        } else {
            $child->getUsage();
            $child->getUptime();
        }
    }

    private function exec(): void
    {
        $name = $this->name();
        $options = $this->environment() + ['drain' => 0.01, 'maxOutput' => 100_000, 'stop' => [['TERM', 0.01], ['KILL', 0]]];
        if ($name === 'echo' || $this->chance(20)) {
            $options['stdin'] = $this->chance(50) ? str_repeat('x', mt_rand(0, 200_000)) : (function () {
                for ($i = mt_rand(0, 20); $i > 0; $i--) {
                    $this->meddle();
                    yield str_repeat('y', mt_rand(1, 20_000));
                }
            })();
        }
        if ($this->chance(20)) {
            $options['onStdout'] = fn () => $this->meddle();
        }
        if ($this->chance(20)) {
            $options['timeout'] = mt_rand(0, 20) / 1000;
        }
        if ($this->chance(10)) {
            $options['overflow'] = 'kill';
        }
        $exec = $this->chance(50) ? $this->queue->exec(self::PROGRAMS[$name], $options, mt_rand(-2, 2)) : Process::exec(self::PROGRAMS[$name], $options);
        $this->expect($exec, 'exec()');
        if (in_array($name, ['waits', 'endless', ...self::FAMILIES], true) || $this->chance(80)) {
            $this->execs[] = $exec;
        }
    }

    private function queue(): void
    {
        match (mt_rand(0, 5)) {
            0 => $this->queue->pause(),
            1, 2 => $this->queue->resume(),
            3 => $this->queue->setLimit(mt_rand(1, 5)),
            4 => $this->chance(20) ? $this->queue->clear() : count($this->queue),
            5 => $this->expect($this->queue->whenIdle(), 'whenIdle()'),
        };
        if ($this->queue->getRunning() > 0 && $this->chance(5)) {
            /* it lives on by itself while something runs */
            $this->queue->resume();
            $this->newQueue();
        }
    }

    /** Forked while all of this goes on: what it inherits is not its own. */
    private function worker(): void
    {
        $inherited = array_filter($this->all, fn ($live) => $live->child !== null);
        $worker = new ChildProcess();
        $worker->start(function (IPC $master) use ($inherited) {
            foreach ($inherited as $live) {
                foreach (array_filter($live->pipes) as $pipe) {
                    try {
                        $pipe->isClosed() || $pipe->close();
                        exit($pipe->isClosed() ? 0 : 3);
                    } catch (ION\InvalidUsageException) {
                    }
                }
            }
            exit(ION\Process::run(['echo', 'mine'])->stdout === "mine\n" ? 0 : 4);
        });
        $this->expect($worker->whenExit()->then(function (ChildProcess $worker) {
            if ($worker->getExitStatus() !== 0) {
                $this->wrong("a worker ended with {$worker->getExitStatus()}, signal {$worker->getSignal()}");
            }
        }), 'a worker');
    }

    private function step(): void
    {
        $what = mt_rand(0, 99);
        match (true) {
            $what < 8 => count($this->all) < 12 && $this->spawn(),
            $what < 12 => count($this->execs) < 12 && $this->exec(),
            $what < 15 => $this->queue(),
            $what < 17 => $this->execs && array_pop($this->execs)->cancel('later'),
            $what < 18 => $this->chance(40) && $this->worker(),
            $what < 19 => gc_collect_cycles(),
            $what < 80 => $this->all && $this->act($this->all[array_rand($this->all)]),
            default => ION::dispatch(ION::LOOP_NONBLOCK),
        };
    }

    public function run(): void
    {
        $this->spawn();
        for ($i = 0; $i < 200; $i++) {
            try {
                $this->step();
            } catch (ION\ProcessException $e) {
                /* writing to what has gone meanwhile */
            }
        }
        $this->finish();
        $this->check();
    }

    /** What echoes gives back the rest; all else is ended in one way or another. */
    private function finish(): void
    {
        foreach ($this->queues as $queue) {
            $queue->get()?->resume();
            $queue->get()?->clear();
        }
        foreach ($this->execs as $exec) {
            $exec->getState() === 'pending' && $exec->cancel('the end');
        }
        foreach ($this->all as $live) {
            array_map(fn ($pipe) => $pipe?->isClosed() === false && $pipe->isReadable() && $pipe->resume(), [$live->pipes[1], $live->pipes[2]]);
            if ($live->child === null) {
                continue;
            }
            $live->child->ref();
            if ($live->isEcho && !$live->isCut && $live->child->isAlive()) {
                $live->pipes[0]->isWritable() && $this->expect($live->pipes[0]->end(), 'end()');
                $live->readers === 0 && $live->pipes[1]->whenData()->then(fn ($chunk) => $this->take($live, $chunk));
                continue;
            }
            $live->isCut = true;
            $live->name === 'daemon' || $this->chance(50) ? $live->child->killTree() : $this->expect($live->child->stop([['KILL', 0]]), 'stop()');
        }
        $this->drain();
        foreach ($this->all as $live) {
            if ($live->isEcho && !$live->isCut && $live->read !== $live->written) {
                $this->wrong("$live->name gave " . strlen($live->read) . ' bytes of ' . strlen($live->written));
            }
            array_map(fn ($pipe) => $pipe?->close(), $live->pipes);
        }
        $this->drain();
    }

    /** Runs until nothing is left to wait for; those that nobody holds any more are ended by their pids. */
    private function drain(): void
    {
        foreach ($this->all as $live) {
            if ($live->child === null && Process::hasChildProcess($live->pid)) {
                Process::getChildProcess($live->pid)->ref()->killTree();
            }
        }
        $isLate = false;
        $watch = ION::delay(10.0, function () use (&$isLate) {
            $isLate = true;
            ION::stop();
        })->unreference();
        ION::dispatch();
        $watch->cancel();
        if ($isLate) {
            $this->wrong('the loop does not end: ' . json_encode(ION::getStats()) . ', ' . json_encode(array_filter($this->waiting)));
        }
    }

    private function check(): void
    {
        $this->queue = null;
        $this->execs = $this->all = [];
        if ($this->pending !== 0) {
            $this->wrong("$this->pending promises did not settle: " . json_encode(array_filter($this->waiting)));
        }
    }

    /**
     * Processes of this round that are still there. One that is killed as an orphan ends when it likes: it is
     * init that waits for it.
     * @return list<string>
     */
    public function left(): array
    {
        for ($tries = 0; ($left = $this->found()) && $tries < 2000; $tries++) {
            usleep(1000);
        }
        return $left;
    }

    private function found(): array
    {
        $left = [];
        foreach (glob('/proc/[0-9]*', GLOB_ONLYDIR) as $folder) {
            if (str_contains((string) @file_get_contents("$folder/environ"), $this->marker)) {
                $left[] = basename($folder) . ' ' . trim(strtr((string) @file_get_contents("$folder/cmdline"), "\0", ' '));
            }
        }
        return $left;
    }
}

$seed = (int) ($argv[1] ?? 1);
$rounds = (int) ($argv[2] ?? 100);
ION::setErrorHandler(function (Throwable $e) {
    if (!$e instanceof ION\ProcessException && !$e instanceof ION\Promise\CancelException) {
        Chaos::$wrong[] = get_class($e);
        fwrite(STDERR, 'WRONG: ' . get_class($e) . ': ' . $e->getMessage() . ' in ' . $e->getFile() . ':' . $e->getLine() . "\n");
    }
});
$descriptors = null;
for ($i = 0; $i < $rounds; $i++) {
    getenv('CHAOS_VERBOSE') && fwrite(STDERR, 'round ' . ($seed + $i) . "\n");
    $chaos = new Chaos($seed + $i);
    $chaos->run();
    while (gc_collect_cycles() > 0);
    $left = $chaos->left();
    $children = implode(' ', array_map(fn ($file) => trim(file_get_contents($file)), glob('/proc/self/task/*/children')));
    $now = count(scandir('/proc/self/fd'));
    $descriptors ??= $now;
    $stats = array_filter(array_intersect_key(ION::getStats(), array_flip(['watchers', 'timers', 'execs', 'children', 'channels'])));
    foreach (['processes' => implode(', ', $left), 'children' => $children, 'the loop has' => $stats ? json_encode($stats) : '',
        'descriptors' => $now === $descriptors ? '' : "$now, $descriptors before"] as $what => $text) {
        if ($text !== '') {
            Chaos::$wrong[] = $what;
            fwrite(STDERR, 'WRONG: seed ' . ($seed + $i) . ": left: $what: $text\n");
            $descriptors = $now;
        }
    }
    unset($chaos);
}
echo Chaos::$wrong === [] ? "fine\n" : count(Chaos::$wrong) . " wrong\n";
exit(Chaos::$wrong === [] ? 0 : 1);
