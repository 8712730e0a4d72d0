<?php
/*
 * Random programs for the promise family: promise-chaos.php [SEED] [ROUNDS] [END] [calm]
 * Builds graphs of promises, coroutines, fibers, sequences, timers and programs, drops references and
 * collects cycles at random moments, throws everywhere, and checks after each round what always holds:
 * no handler runs twice, no promise changes once it is settled, the loop ends and holds nothing.
 *   SEED   the first of ROUNDS seeds; what each actor of a round does follows from the seed
 *   END    how the process ends: clean (default), pending, exit, throw, fatal, memory, random
 *   calm   without destructors that run code. PHP 8.2 itself crashes at times with them: when an
 *          exception leaves a frame that holds an object with a destructor, and a suspended Fiber
 *          behind it, the engine forgets where the exception was thrown.
 * Run it with a debug build of PHP (leaks) and with script/asan's (memory). With END clean the exit code
 * is 1 when something was wrong.
 * SPDX-License-Identifier: MIT
 */

/** Every actor has numbers of its own, so that the order of events does not change its decisions. */
final class Numbers
{
    public function __construct(private int $state)
    {
    }

    public function next(): int
    {
        $this->state = (($this->state & 0xffffffff) * 1103515245 + 12345) & 0x7fffffff;
        return ($this->state * 0x9e3b >> 9) & 0xffffff;
    }

    public function below(int $limit): int
    {
        return $this->next() % $limit;
    }

    public function chance(int $percent): bool
    {
        return $this->below(100) < $percent;
    }

    public function fork(): self
    {
        return new self($this->next());
    }
}

final class Expected extends Exception
{
}

/** Acts when it dies. */
final class Grave
{
    public mixed $holds = null;

    public function __construct(private Chaos $chaos, private Numbers $n)
    {
    }

    public function __destruct()
    {
        $this->chaos->act($this->n, 1);
        if ($this->n->chance(10)) {
            $this->chaos->keep($this);
        }
        if ($this->n->chance(5) && !$this->chaos->hasEnded()) {
            throw new Expected('from a destructor');
        }
    }
}

final class Chaos
{
    /** @var array<int, object> */
    private array $pool = [];
    /** @var array<int, string> what a promise was once it was settled, by its place in the pool */
    private array $seen = [];
    /** @var array<int, Fiber> */
    private array $fibers = [];
    /** @var list<ION\Sequence> they run until somebody cancels them */
    private array $intervals = [];
    /** @var list<string> */
    public static array $wrong = [];
    public static string $end = 'clean';
    public static bool $mayEnd = false;
    /** Destructors run at the end of the script: PHP forgets what a collection finds alive then (debug
     * builds: a leak), also without any extension */
    public static bool $ends = false;
    public static bool $graves = true;
    private array $runs = [];
    private int $ids = 0;
    private int $budget;
    private bool $clones;
    private bool $hasEnded = false;
    private bool $drains = false;
    private const SETTLED = ['done', 'failed', 'canceled'];
    private const SIZE = 24;

    public function __construct(private int $seed, int $budget, private int $maxExecs)
    {
        $n = new Numbers($seed * 7919 + 13);
        $n->next();
        $this->budget = $budget;
        $this->clones = $n->chance(30);
        $this->n = $n;
    }

    private Numbers $n;

    public function wrong(string $what): void
    {
        self::$wrong[] = "seed $this->seed: $what";
        fwrite(STDERR, "WRONG: seed $this->seed: $what\n");
    }

    // ---- the pool ---------------------------------------------------------------------------

    public function keep(object $thing): void
    {
        if ($this->hasEnded) {
            return;
        }
        $place = $this->n->below(self::SIZE);
        // in two steps: the destructor of the old one may use the pool
        $old = $this->pool[$place] ?? null;
        unset($this->seen[$place]);
        $this->pool[$place] = $thing;
        unset($old);
    }

    public function hasEnded(): bool
    {
        return $this->hasEnded;
    }

    private function pick(Numbers $n, string $class = ION\Promise::class): ?object
    {
        for ($i = 0; $i < 4; $i++) {
            $thing = $this->pool[$n->below(self::SIZE)] ?? null;
            if ($thing instanceof $class) {
                return $thing;
            }
        }
        return null;
    }

    private function look(): void
    {
        foreach ($this->pool as $place => $thing) {
            if (!$thing instanceof ION\Promise) {
                continue;
            }
            $state = $thing->getState();
            if (isset($this->seen[$place]) && $this->seen[$place] !== $state) {
                $this->wrong("a promise went from {$this->seen[$place]} to $state");
            }
            if (in_array($state, self::SETTLED, true)) {
                $this->seen[$place] = $state;
            }
        }
    }

    // ---- callbacks --------------------------------------------------------------------------

    /** What a callback does in the end. */
    private function finish(Numbers $n, mixed $value): mixed
    {
        if ($this->hasEnded) {
            // what the collector cannot see (fibers suspended within an internal function) dies last
            return $value;
        }
        switch ($n->below(14)) {
            case 0:
            case 1:
                throw new Expected('from a callback');
            case 2:
                return $this->pick($n) ?? 5;
            case 3:
                return $this->generator($n->fork());
            case 4:
                return self::$graves ? new Grave($this, $n->fork()) : null;
            case 5:
                return [1, 'k' => $value];
            case 6:
                return $this->pick($n, ION\Sequence::class);
            case 7:
                throw new ION\Promise\CancelException('by hand');
            default:
                return $value;
        }
    }

    /** A callback that may run once for its id. */
    private function callback(Numbers $n, int $id, string $side, bool $repeats = false): Closure
    {
        $grave = self::$graves && $n->chance(8) ? new Grave($this, $n->fork()) : null;
        $body = function ($value = null) use ($n, $id, $side, $repeats, $grave) {
            if (!$repeats && !$this->clones) {
                $this->ran($id, $side);
            }
            $this->act($n, 1 + $n->below(2));
            return $this->finish($n, $value);
        };
        // the others are called without a value at times
        return match (in_array($side, ['d', 'f'], true) ? $n->below(12) : 6 + $n->below(6)) {
            0 => fn (int|string|null $value) => $body($value),
            1 => fn (Expected $value) => $body($value),
            2 => fn (ION\Promise\CancelException $value) => $body($value),
            3 => fn (object $value) => $body($value),
            4 => function (mixed $value) use ($body) {
                yield $this->pick($this->n) ?? 1;
                return $body($value);
            },
            5 => fn (&$value) => $body($value),
            6 => fn () => $body(),
            default => $body,
        };
    }

    private function ran(int $id, string $side): void
    {
        $this->runs[$id][$side] = ($this->runs[$id][$side] ?? 0) + 1;
        if (array_sum($this->runs[$id]) > 1) {
            $this->wrong("handler $id ran more than once: " . json_encode($this->runs[$id]));
        }
    }

    private function generator(Numbers $n): Generator
    {
        $steps = $n->below(5);
        try {
            for ($i = 0; $i < $steps; $i++) {
                $this->act($n, 1);
                try {
                    switch ($n->below(8)) {
                        case 0:
                            yield $n->below(100);
                            break;
                        case 1:
                            yield ION::await($n->below(3) / 1000);
                            break;
                        case 2:
                            if ($n->chance(50)) {
                                yield from $this->generator($n->fork());
                            }
                            break;
                        case 3:
                            yield $this->generator($n->fork());
                            break;
                        case 4:
                            yield [$this->pick($n), 1];
                            break;
                        default:
                            yield $this->pick($n) ?? null;
                    }
                } catch (Expected | ION\RuntimeException | ION\InvalidUsageException $e) {
                    if ($n->chance(40)) {
                        throw $e;
                    }
                }
            }
            if ($n->chance(15) && !$this->hasEnded) {
                throw new Expected('from a generator');
            }
            return $n->chance(20) ? $this->pick($n) : $n->next();
        } finally {
            $this->act($n, 1);
            if ($n->chance(20) && !$this->hasEnded) {
                try {
                    yield $this->pick($n);
                } catch (Error | Expected | ION\RuntimeException | ION\InvalidUsageException $e) {
                    // a generator that nobody wants any more may not yield
                }
            }
        }
    }

    /** The body of a fiber. */
    private function body(Numbers $n): mixed
    {
        $steps = $n->below(4);
        try {
            for ($i = 0; $i < $steps; $i++) {
                $this->act($n, 1);
                try {
                    switch ($n->below(8)) {
                        case 0:
                            ION::await($n->below(3) / 1000)->await();
                            break;
                        case 1:
                            Fiber::suspend($n->next());
                            break;
                        case 2:
                            ION::async(fn () => $this->body($n->fork()))->await();
                            break;
                        case 3:
                            $this->loopOver($n);
                            break;
                        case 4:
                            $fiber = new Fiber(fn () => $this->body($n->fork()));
                            $fiber->start();
                            break;
                        default:
                            $this->pick($n)?->await();
                    }
                } catch (Expected | ION\RuntimeException | ION\InvalidUsageException | FiberError | ValueError $e) {
                    if ($n->chance(30)) {
                        throw $e;
                    }
                }
            }
            return $this->finish($n, 3);
        } finally {
            $this->act($n, 1);
            if ($n->chance(20) && !$this->hasEnded) {
                $this->pick($n)?->await();
            }
        }
    }

    private function loopOver(Numbers $n): void
    {
        $left = 1 + $n->below(3);
        foreach ($this->pick($n, ION\Sequence::class) ?? [] as $value) {
            $this->act($n, 1);
            if (--$left === 0) {
                break;
            }
        }
    }

    private function command(Numbers $n): string|array
    {
        return match ($n->below(8)) {
            0 => ['true'],
            1 => ['false'],
            2 => ['sleep', '0.01'],
            3 => ['echo', 'words'],
            4 => ['/nonexistent/program'],
            5 => 'echo out; echo err >&2; exit 3',
            6 => ['cat'],
            7 => ['sleep', '60'],
        };
    }

    private function exec(Numbers $n): void
    {
        if ($this->maxExecs-- <= 0) {
            return;
        }
        $command = $this->command($n);
        $options = ['timeout' => 0.001 + $n->below(30) / 1000, 'stop' => [['TERM', 0.05], ['KILL', 0]]];
        if ($n->chance(20)) {
            $options['stdin'] = match ($n->below(3)) {
                0 => str_repeat('x', $n->below(200000)),
                1 => ['a', 'b', 'c'],
                2 => $this->strings($n->fork()),
            };
        }
        if ($n->chance(20)) {
            $options['throw'] = true;
        }
        if ($n->chance(10)) {
            $options += ['maxOutput' => 2, 'overflow' => ['truncate', 'kill', 'fail'][$n->below(3)]];
        }
        if ($n->chance(5)) {
            $options['cwd'] = '/nonexistent';
        }
        if ($n->chance(10)) {
            $options['drain'] = 0;
        }
        $this->keep(ION\Process::exec($command, $options));
    }

    private function strings(Numbers $n): Generator
    {
        for ($i = $n->below(4); $i > 0; $i--) {
            $this->act($n, 1);
            yield str_repeat('y', $n->below(5000));
        }
        if ($n->chance(20)) {
            throw new Expected('from the input');
        }
    }

    // ---- what happens -----------------------------------------------------------------------

    public function act(Numbers $n, int $times): void
    {
        while ($times-- > 0 && $this->budget > 0 && !$this->hasEnded) {
            $this->budget--;
            try {
                $this->once($n);
            } catch (Expected | ION\RuntimeException | ION\InvalidUsageException | FiberError | ValueError $e) {
                // a refusal, or what somebody threw on the way: both are part of the game
            }
        }
    }

    private function once(Numbers $n): void
    {
        $id = ++$this->ids;
        switch ($n->below(48)) {
            case 0:
                $this->keep(new ION\Deferred($n->chance(50) ? $this->callback($n->fork(), $id, 'c') : null, $n->chance(30)));
                break;
            case 1:
                $this->keep(new ION\ResolvablePromise($this->callback($n->fork(), $id, 'd'), $this->callback($n->fork(), $id, 'f')));
                break;
            case 2:
                $this->keep(new ION\ResolvablePromise());
                break;
            case 3:
                $this->keep(ION::await($n->below(5) / 1000));
                break;
            case 4:
            case 5:
                $this->exec($n);
                break;
            case 6:
            case 7:
                $this->keep(ION::async(fn () => $this->body($n->fork())));
                break;
            case 8:
            case 9:
                $this->keep(ION::promise($this->generator($n->fork())));
                break;
            case 10:
                $this->keep(ION::promise(fn () => $this->finish($n, 1)));
                break;
            case 11:
                $this->keep(ION::promise([$this->pick($n), 'a' => $this->pick($n), 'b' => 3]));
                break;
            case 12:
                $this->keep(new ION\Sequence(
                    $n->chance(40) ? $this->callback($n->fork(), $id, 's', true) : null,
                    $n->chance(40) ? $this->callback($n->fork(), $id, 'r', true) : null
                ));
                break;
            case 13:
                $interval = ION::interval($n->below(4) / 1000, $n->chance(50) ? 'name' . $n->below(4) : '');
                $this->intervals[] = $interval;
                $this->keep($interval);
                break;
            case 14:
                ION::cancelInterval('name' . $n->below(4));
                break;
            case 15:
            case 16:
                $members = array_filter([$this->pick($n), $this->pick($n), $this->pick($n)]) ?: [1];
                $how = ['all', 'any', 'race', 'settle'][$n->below(4)];
                $this->keep(ION\Promise::$how($n->chance(50) ? $members : new ArrayIterator($members)));
                break;
            case 17:
                $this->keep(ION::deferred(
                    fn ($deferred) => $n->chance(50) ? $this->keep($deferred) : $deferred->done($this->pick($n)),
                    $n->chance(50) ? $this->callback($n->fork(), $id, 'c') : null
                ));
                break;
            case 18:
            case 19:
            case 20:
            case 21:
                $this->react($n, $id);
                break;
            case 22:
            case 23:
                $this->pick($n, ION\ResolvablePromise::class)?->done($this->pick($n) ?? $n->next());
                break;
            case 24:
                $this->pick($n, ION\ResolvablePromise::class)?->fail(new Expected('by hand'));
                break;
            case 25:
            case 26:
                $this->pick($n, ION\Deferred::class)?->cancel('no need');
                break;
            case 27:
                $this->pick($n, ION\Deferred::class)?->timeout($n->below(4) / 1000);
                break;
            case 28:
                $this->pick($n)?->setName('name' . $n->below(3));
                break;
            case 29:
                $promise = $this->pick($n);
                $promise?->forget($n->chance(50) ? 'name' . $n->below(3) : ($this->pick($n) ?? 'x'));
                break;
            case 30:
                if ($this->clones && $promise = $this->pick($n)) {
                    $this->keep(clone $promise);
                }
                break;
            case 31:
            case 32:
            case 33:
                unset($this->seen[$place = $n->below(self::SIZE)], $this->pool[$place]);
                break;
            case 34:
                self::$ends || gc_collect_cycles();
                break;
            case 35:
            case 36:
                $this->tie($n);
                break;
            case 37:
                $sequence = $this->pick($n, ION\Sequence::class);
                if ($sequence) {
                    $this->keep($sequence($n->next(), $this->pick($n)));
                }
                break;
            case 38:
                $this->pick($n, ION\Sequence::class)?->cancel();
                break;
            case 39:
                $fiber = new Fiber(fn () => $this->body($n->fork()));
                $this->fibers[$n->below(6)] = $fiber;
                $fiber->start();
                break;
            case 40:
                $fiber = $this->fibers[$n->below(6)] ?? null;
                if ($fiber?->isSuspended()) {
                    $n->chance(70) ? $fiber->resume(1) : $fiber->throw(new Expected('into a fiber'));
                }
                break;
            case 41:
                unset($this->fibers[$n->below(6)]);
                break;
            case 42:
                // without an end an interval that nobody holds would let it wait for ever
                ION::stop(0.01);
                $this->pick($n)?->await();
                break;
            case 43:
                $n->chance(30) ? ION::stop($n->below(2) / 1000) : $this->look();
                break;
            case 44:
                $this->keep(ION\Promise::invoke($this->callback($n->fork(), $id, 'i'), $this->pick($n), 2));
                break;
            case 45:
                $this->drains || ION::dispatch(ION::LOOP_NONBLOCK);
                break;
            case 46:
                $promise = $this->pick($n);
                $promise && self::$graves && $this->keep(new Grave($this, $n->fork()));
                $promise?->getResult();
                $promise?->getFlags();
                break;
            case 47:
                self::$mayEnd && $n->chance(20) && self::end($n);
                break;
        }
    }

    private function react(Numbers $n, int $id): void
    {
        $promise = $this->pick($n);
        if ($promise === null) {
            return;
        }
        $repeats = true;
        // below a sequence every run has its own; ids of promises alone may run once
        if (!$promise instanceof ION\Sequence && ($promise->getFlags() & 32) === 0) {
            $repeats = in_array($promise->getState(), ['pending', 'in_progress'], true) && $this->isTemplate($promise);
        }
        $done = $this->callback($n->fork(), $id, 'd', $repeats);
        $fail = $this->callback($n->fork(), $id, 'f', $repeats);
        $child = match ($n->below(7)) {
            0 => $promise->then($done),
            1 => $promise->then(null, $fail),
            2 => $promise->then($done, $fail),
            3 => $promise->onDone($done),
            4 => $promise->onFail($fail),
            5 => $promise->finally($this->callback($n->fork(), $id, 'finally', $repeats)),
            6 => $promise->then($this->pick($n, ION\ResolvablePromise::class)),
        };
        if ($this->templates[$promise] ?? ($promise instanceof ION\Sequence)) {
            $this->templates[$child] = true;
        }
        $this->keep($child);
    }

    private WeakMap $templates;

    private function isTemplate(ION\Promise $promise): bool
    {
        return $this->templates[$promise] ?? false;
    }

    /** A cycle: promise, property, closure or array, promise. */
    private function tie(Numbers $n): void
    {
        $promise = $this->pick($n);
        if ($promise === null) {
            return;
        }
        switch ($n->below(4)) {
            case 0:
                @$promise->self = $promise;
                break;
            case 1:
                $promise->then(static fn () => $promise);
                break;
            case 2:
                if (!self::$graves) {
                    break;
                }
                $grave = new Grave($this, $n->fork());
                $grave->holds = $promise;
                $promise->grave = $grave;
                break;
            case 3:
                $promise->other = [$this->pick($n), $this->fibers];
                break;
        }
    }

    // ---- a round ----------------------------------------------------------------------------

    public function run(): void
    {
        $this->templates = new WeakMap();
        $stays = self::$mayEnd && self::$end === 'pending';
        try {
            $this->play();
        } finally {
            $stays || $this->finishRound();
        }
        // timeouts of promises that the collector cannot see stay, but keep nothing alive
        if (!$stays && (ION::getStats()['execs'] > 0 || ION::dispatch(ION::LOOP_NONBLOCK))) {
            $this->wrong('left in the loop: ' . json_encode(ION::getStats()));
        }
    }

    private function play(): void
    {
        $deadline = microtime(true) + self::seconds();
        while ($this->budget > 0 && microtime(true) < $deadline) {
            $this->act($this->n, 5);
            $this->turn(ION::LOOP_NONBLOCK);
        }
        $this->drains = true;
        for ($turns = 0; $turns < 30; $turns++) {
            $this->turn($turns % 2 ? ION::LOOP_NONBLOCK : ION::LOOP_ONCE);
            if ($turns % 7 === 0) {
                $this->look();
            }
        }
        $this->look();
    }

    private static function seconds(): float
    {
        return 20 * (float) (getenv('ION_TEST_SLOW') ?: 1);
    }

    private function turn(int $flags): void
    {
        try {
            ION::dispatch($flags);
        } catch (Expected | ION\RuntimeException | ION\InvalidUsageException | FiberError | ValueError $e) {
            // what nobody caught leaves by here
        }
    }

    private function finishRound(): void
    {
        $this->hasEnded = true;
        foreach (['intervals', 'fibers', 'pool'] as $what) {
            foreach (array_keys($this->$what) as $key) {
                try {
                    $thing = $this->$what[$key];
                    if ($thing instanceof ION\Deferred) {
                        $thing->cancel('the end');
                    } elseif ($thing instanceof ION\Sequence) {
                        $thing->cancel();
                    }
                    unset($this->$what[$key], $thing);
                } catch (Expected | ION\RuntimeException | ION\InvalidUsageException | FiberError | ValueError $e) {
                    unset($this->$what[$key]);
                }
            }
        }
        unset($thing, $e);
        $deadline = microtime(true) + self::seconds();
        // cycles may be held by intervals that nobody can reach any more: only the loop knows them
        $left = true;
        while ($left && microtime(true) < $deadline) {
            try {
                self::$ends || gc_collect_cycles();
                ION::stop(0.2);
                $left = ION::dispatch();
                $left = $left && (ION::getStats()['execs'] > 0 || $this->busy());
            } catch (Expected | ION\RuntimeException | ION\InvalidUsageException | FiberError | ValueError $e) {
                unset($e);
            }
        }
        gc_collect_cycles();
        if ($left) {
            $this->wrong('the loop does not end: ' . json_encode(ION::getStats()));
        }
    }

    private function busy(): bool
    {
        return ION::getStats()['watchers'] > 0 && --$this->patience > 0;
    }

    private int $patience = 10;

    public static function end(Numbers $n): void
    {
        $end = self::$end;
        switch ($end) {
            case 'exit':
                exit(7);
            case 'throw':
                throw new LogicException('the uncaught end');
            case 'fatal':
                trigger_error('the fatal end', E_USER_ERROR);
            case 'memory':
                ini_set('memory_limit', '64M');
                str_repeat('x', 1 << 30);
        }
    }
}

$seed = (int) ($argv[1] ?? random_int(1, 1 << 30));
$rounds = (int) ($argv[2] ?? 20);
Chaos::$end = $argv[3] ?? 'clean';
Chaos::$graves = ($argv[4] ?? '') !== 'calm';
$execs = 5;
if (Chaos::$end === 'random') {
    Chaos::$end = ['clean', 'pending', 'exit', 'throw', 'fatal', 'memory'][$seed % 6];
}
echo "seed $seed, $rounds rounds, end: ", Chaos::$end, "\n";
register_shutdown_function(function () {
    Chaos::$ends = true;
});
set_error_handler(function (int $level, string $message, string $file, int $line) {
    if ($level === E_USER_ERROR) {
        return false;
    }
    if ($level === E_WARNING && str_contains($message, 'Nobody handled the failure')) {
        return true;
    }
    if ($level === E_DEPRECATED && str_contains($message, 'E_USER_ERROR')) {
        return true;
    }
    if (str_contains($message, 'must be passed by reference')) {
        return true;
    }
    Chaos::$wrong[] = $message;
    fwrite(STDERR, "WRONG: $message in $file:$line\n");
    return true;
});

/** Lets a round go: what dies with it may throw. */
function clean(?Chaos &$chaos): void
{
    for ($again = true; $again;) {
        $again = false;
        try {
            $chaos = null;
            // as long as there is any: LeakSanitizer takes garbage at the end of the script for a leak
            while (gc_collect_cycles() > 0);
        } catch (Expected | ION\RuntimeException | ION\InvalidUsageException | FiberError $e) {
            $again = true;
        }
    }
}

for ($i = 0; $i < $rounds; $i++) {
    Chaos::$mayEnd = $i === $rounds - 1 && Chaos::$end !== 'clean';
    getenv('CHAOS_VERBOSE') && fwrite(STDERR, 'round ' . ($seed + $i) . "\n");
    $chaos = new Chaos($seed + $i, 150, $execs);
    try {
        $chaos->run();
    } catch (Expected | ION\RuntimeException | ION\InvalidUsageException | FiberError | ValueError $e) {
        unset($e);
    }
    if (!Chaos::$mayEnd) {
        clean($chaos);
    }
}
if (Chaos::$end === 'clean') {
    echo Chaos::$wrong === [] ? "fine\n" : count(Chaos::$wrong) . " wrong\n";
    exit(Chaos::$wrong === [] ? 0 : 1);
}
