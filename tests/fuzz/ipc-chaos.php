<?php
/*
 * Random programs for channels: ipc-chaos.php [SEED] [ROUNDS]
 * Pairs of ends that send, ask, answer, listen in every way, throw, close, are dropped and collected at random
 * moments. What always holds: messages come in order, none twice, none lost while the reader stays; a reply
 * belongs to its request; every request, flush() and whenDrained() settles once; whenDisconnected() settles once,
 * after the messages; the loop ends, and no descriptor is left.
 * The exit code is 1 when something was wrong.
 * SPDX-License-Identifier: MIT
 */
use ION\Process\{IPC, IPCException};

final class Expected extends Exception
{
}

final class End
{
    public ?IPC $ipc;
    public readonly WeakReference $weak;
    public int $sent = 0;
    public int $received = 0;
    /** @var array<int, WeakReference> what came, by its number; several may listen */
    public array $seen = [];
    public int $disconnected = 0;
    public bool $isClosed = false;

    public function __construct(IPC $ipc, public readonly string $name)
    {
        $this->ipc = $ipc;
        $this->weak = WeakReference::create($ipc);
        $ipc->whenDisconnected()->then(function () {
            $this->disconnected++;
        });
    }
}

final class Chaos
{
    /** @var list<string> */
    public static array $wrong = [];
    /** @var list<array{End, End}> */
    private array $pairs = [];
    private int $pending = 0;
    /** @var list<ION\Deferred> */
    private array $requests = [];

    public function __construct(private readonly int $seed)
    {
        mt_srand($seed);
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

    private function payload(int $number): string|array
    {
        $size = 1 << mt_rand(0, $this->chance(5) ? 19 : 12);
        $text = $number . ':' . str_repeat(chr(97 + $number % 26), mt_rand($size >> 1, $size));
        return $this->chance(30) ? [$number, $text, null, ['deep' => [1.5]]] : $text;
    }

    /** A message came to this end. */
    private function receive(End $end, IPC\Message $message): void
    {
        if ($message->isRequest()) {
            try {
                $this->chance(30) || $message->reply($this->answer($message->data));
            } catch (ION\InvalidUsageException) {
                /* another listener was faster */
            }
            return;
        }
        $number = is_array($message->data) ? $message->data[0] : (int) $message->data;
        $text = is_array($message->data) ? $message->data[1] : $message->data;
        if (!isset($end->seen[$number])) {
            $end->seen[$number] = WeakReference::create($message);
            if ($number !== ++$end->received) {
                $this->wrong("$end->name got $number, not $end->received");
                $end->received = $number;
            }
        } elseif ($end->seen[$number]->get() !== $message) {
            $this->wrong("$end->name got $number twice");
        }
        if (trim(substr($text, strlen("$number:")), chr(97 + $number % 26)) !== '') {
            $this->wrong("$end->name got something else in $number");
        }
        if ($message->handle !== null) {
            rewind($message->handle);
            if (stream_get_contents($message->handle) !== "token $number") {
                $this->wrong("$end->name got another file with $number");
            }
        }
    }

    private function answer(mixed $question): string
    {
        return strrev((string) $question);
    }

    private function meddle(End $end): void
    {
        if ($this->chance(1) && $this->chance(20)) {
            $end->ipc?->close();
            $end->isClosed = true;
        }
        if ($this->chance(2)) {
            gc_collect_cycles();
        }
        if ($this->chance(3)) {
            throw new Expected('in a handler');
        }
    }

    private function listen(End $end): void
    {
        if ($end->ipc === null) {
            return;
        }
        switch (mt_rand(0, 3)) {
            case 0:
                $end->ipc->whenIncoming()->then(function (IPC\Message $message) use ($end) {
                    $this->receive($end, $message);
                    $this->meddle($end);
                    return $this->chance(10) ? ION::await(0) : null;
                });
                break;
            case 1:
                ION::async(function () use ($end) {
                    foreach ($end->ipc?->whenIncoming() ?? [] as $message) {
                        $this->receive($end, $message);
                        $this->meddle($end);
                        if ($this->chance(30)) {
                            ION::await(0)->await();
                        } elseif ($this->chance(2)) {
                            break;
                        }
                    }
                });
                break;
            case 2:
                ION::promise(function () use ($end) {
                    for ($left = mt_rand(1, 20); $left > 0 && $end->ipc !== null; $left--) {
                        $this->receive($end, yield $end->ipc->whenIncoming());
                        $this->meddle($end);
                        if ($this->chance(20)) {
                            yield ION::await(0);
                        }
                    }
                });
                break;
            case 3:
                $end->ipc->onRequest($this->chance(20) ? null : function (IPC\Message $message) use ($end) {
                    $this->meddle($end);
                    $answer = $this->answer($message->data);
                    return match (mt_rand(0, 5)) {
                        0 => ION::await(0)->then(fn () => $answer),
                        1 => throw new Expected('refused'),
                        2 => new ION\ResolvablePromise(),
                        3 => (function () use ($answer) {
                            yield ION::await(0);
                            return $answer;
                        })(),
                        default => $answer,
                    };
                });
        }
    }

    /** Something that has to settle once. */
    private function expect(ION\Promise $promise, string $what): void
    {
        $count = 0;
        $this->pending++;
        $settled = function () use (&$count, $what) {
            $this->pending--;
            if (++$count > 1) {
                $this->wrong("$what settled $count times");
            }
        };
        $promise->then(function () use ($settled) { $settled(); }, function (Throwable $e) use ($settled, $what) {
            $settled();
            if (!$e instanceof IPCException && !$e instanceof ION\Promise\CancelException) {
                $this->wrong("$what failed with " . get_class($e) . ": {$e->getMessage()}");
            }
        });
    }

    private function ask(End $end): void
    {
        $question = (string) mt_rand();
        $request = $end->ipc->request($question, $this->chance(20) ? mt_rand(0, 2) / 1000 : null);
        $this->expect($request->then(function ($reply) use ($question) {
            if ($reply !== $this->answer($question)) {
                $this->wrong('the reply to another question');
            }
        }), 'a request');
        if ($this->chance(10)) {
            $request->cancel('cancelled');
        } elseif ($this->chance(30)) {
            $this->requests[] = $request;
        }
    }

    private function send(End $end): void
    {
        $file = null;
        if ($this->chance(5)) {
            $file = tmpfile();
            fwrite($file, 'token ' . ($end->sent + 1));
        }
        $end->ipc->send($this->payload($end->sent + 1), $file);
        $end->sent++;
    }

    private function step(): void
    {
        [$end, $other] = $this->pairs[array_rand($this->pairs)];
        if ($this->chance(50)) {
            $end = $other;
        }
        if ($end->ipc === null) {
            return;
        }
        $what = mt_rand(0, 99);
        if ($what === 73 || $what === 74) {
            $what += $this->chance(80) ? 2 : 0;
        }
        match (true) {
            $what < 40 => $this->send($end),
            $what < 55 => $this->ask($end),
            $what < 65 => $this->listen($end),
            $what < 68 => $this->expect($end->ipc->flush(), 'flush()'),
            $what < 71 => $this->expect($end->ipc->whenDrained(), 'whenDrained()'),
            $what < 73 => $end->ipc->whenIncoming()->cancel(),
            $what < 74 => [$end->isClosed = true, $end->ipc->close()],
            $what < 75 => [$end->isClosed = true, $end->ipc = null],
            $what < 77 => gc_collect_cycles(),
            $what < 79 => array_pop($this->requests)?->cancel('later'),
            default => ION::dispatch(ION::LOOP_NONBLOCK),
        };
    }

    public function run(): void
    {
        for ($i = mt_rand(1, 3); $i > 0; $i--) {
            [$a, $b] = IPC::create();
            $this->pairs[] = [new End($a, "a$i"), new End($b, "b$i")];
        }
        unset($a, $b);
        for ($i = 0; $i < 300; $i++) {
            try {
                $this->step();
            } catch (Expected | IPCException) {
            }
        }
        $this->finish();
    }

    /** What both ends have sent arrives, as long as nobody closes. */
    private function drain(End $end, End $from): void
    {
        $deadline = microtime(true) + 10;
        while (!$end->isClosed && !$from->isClosed && $end->received < $from->sent) {
            if (microtime(true) > $deadline) {
                $this->wrong("$end->name got only $end->received of $from->sent");
                return;
            }
            try {
                ION::dispatch(ION::LOOP_NONBLOCK);
            } catch (Expected | IPCException) {
            }
        }
    }

    private function finish(): void
    {
        foreach (array_merge(...$this->pairs) as $end) {
            $end->ipc?->whenIncoming()->then(fn ($message) => $this->receive($end, $message));
        }
        foreach ($this->pairs as [$a, $b]) {
            $this->drain($a, $b);
            $this->drain($b, $a);
        }
        foreach ($this->pairs as [$a, $b]) {
            /* also those that nobody holds: while both ends are listened to, the loop does. And both: one may
             * be closing already, with a queue that the other does not read */
            foreach (mt_rand(0, 1) ? [$a, $b] : [$b, $a] as $end) {
                $end->weak->get()?->close();
                $this->chance(50) && ION::dispatch(ION::LOOP_NONBLOCK);
            }
        }
        ION::stop(3.0);
        for ($again = true; $again;) {
            try {
                $again = false;
                if (ION::dispatch()) {
                    $this->wrong('the loop does not end: ' . json_encode(ION::getStats()));
                }
            } catch (Expected | IPCException) {
                $again = true;
            }
        }
        /* what nobody has read can still be read */
        foreach (array_merge(...$this->pairs) as $end) {
            $end->ipc?->whenIncoming()->then(fn ($message) => $message->isRequest() || $this->receive($end, $message));
        }
        ION::dispatch();
        foreach ($this->pairs as [$a, $b]) {
            $this->check($a, $b);
            $this->check($b, $a);
        }
        if ($this->pending !== 0) {
            $this->wrong("$this->pending promises did not settle");
        }
    }

    private function check(End $end, End $from): void
    {
        if ($end->disconnected !== 1) {
            $this->wrong("$end->name was disconnected $end->disconnected times");
        }
        /* who closes drops what he has not read; so does who is dropped; a sender that goes may not have sent all */
        if ($end->ipc !== null && !$end->isClosed && !$from->isClosed && $end->received > $from->sent) {
            $this->wrong("$end->name got $end->received of $from->sent");
        }
    }
}

$seed = (int) ($argv[1] ?? 1);
$rounds = (int) ($argv[2] ?? 100);
ION::setErrorHandler(function (Throwable $e) {
    if (!$e instanceof Expected && !$e instanceof IPCException && !$e instanceof ION\Promise\CancelException) {
        Chaos::$wrong[] = get_class($e);
        fwrite(STDERR, 'WRONG: ' . get_class($e) . ': ' . $e->getMessage() . ' in ' . $e->getFile() . ':' . $e->getLine() . "\n");
    }
});
$descriptors = null;
for ($i = 0; $i < $rounds; $i++) {
    getenv('CHAOS_VERBOSE') && fwrite(STDERR, 'round ' . ($seed + $i) . "\n");
    (new Chaos($seed + $i))->run();
    while (gc_collect_cycles() > 0);
    $now = count(scandir('/proc/self/fd'));
    $descriptors ??= $now;
    if ($now !== $descriptors) {
        Chaos::$wrong[] = 'descriptors';
        fwrite(STDERR, 'WRONG: seed ' . ($seed + $i) . ": $now descriptors, $descriptors before\n");
        $descriptors = $now;
    }
}
echo Chaos::$wrong === [] ? "fine\n" : count(Chaos::$wrong) . " wrong\n";
exit(Chaos::$wrong === [] ? 0 : 1);
