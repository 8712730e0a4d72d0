<?php
/*
 * One measurement of a channel between master and worker, in a process of its own; prints VALUE and a number.
 *   ipc-one.php oneway then|foreach PAYLOAD COUNT           messages per second from the worker
 *   ipc-one.php pingpong send|request|await SIZE COUNT PROCESSORS
 *                                                           round trips per second
 *   ipc-one.php serialize map|list COUNT                    values per second, not sent
 *   ipc-one.php growth COUNT                                KiB of private memory grown, the larger of both sides
 *   ipc-one.php paused wait|ignore                          MiB grown by a writer that nobody reads
 * PAYLOAD = bytes of a string, or map or list.
 * SPDX-License-Identifier: MIT
 */
declare(strict_types=1);

use ION\Process;
use ION\Process\ChildProcess;
use ION\Process\IPC;
use ION\Process\IPC\Message;
use ION\Process\QueueFullException;

require __DIR__ . '/one.inc';

/** What a writer queues before it waits for it to be written. */
const BATCH_BYTES = 1 << 20;

/** The payload that carries a number, so that a lost, doubled or exchanged message is found. */
function payload(string $kind, int $number): string|array
{
    return match ($kind) {
        'map' => [
            'id' => $number, 'name' => 'a name', 'email' => 'somebody@example.com', 'active' => true, 'balance' => 12.5,
            'parent' => null, 'created' => 1700000000, 'role' => 'editor', 'tries' => 3, 'note' => 'some short text',
        ],
        'list' => range($number, $number + 999),
        default => str_pad(pack('P', $number), (int) $kind, 'x'),
    };
}

/** Bytes of a payload, about. */
function payload_size(string $kind): int
{
    return match ($kind) {
        'map' => 200,
        'list' => 4000,
        default => (int) $kind,
    };
}

/** Sends payloads 0 to $count - 1, or one and the same if they are not $numbered. */
function write_messages(IPC $ipc, string $kind, int $count, bool $numbered): Generator
{
    $batch = max(1, intdiv(BATCH_BYTES, payload_size($kind)));
    $payload = payload($kind, 0);
    for ($sent = 0; $sent < $count;) {
        for ($end = min($count, $sent + $batch); $sent < $end; $sent++) {
            $ipc->send($numbered ? payload($kind, $sent) : $payload);
        }
        yield $ipc->whenDrained();
    }
}

/** A worker that writes as soon as it is told to. */
function start_writer(string $kind, int $count, bool $numbered): ChildProcess
{
    $worker = new ChildProcess();
    $worker->start(function (IPC $master) use ($kind, $count, $numbered): Generator {
        Process::ready();
        yield $master->whenIncoming();
        yield from write_messages($master, $kind, $count, $numbered);
    });
    return $worker;
}

/** Runs $receive for each message, in one of the ways. */
function listen(IPC $ipc, string $way, Closure $receive): void
{
    if ($way === 'then') {
        $ipc->whenIncoming()->then($receive);
        return;
    }
    ION::async(function () use ($ipc, $receive): void {
        foreach ($ipc->whenIncoming() as $message) {
            $receive($message);
        }
    });
}

/** The loop until everything has ended; the worker must have ended well. */
function run_to_the_end(ChildProcess $worker): void
{
    ION::dispatch();
    must($worker->isFinished() && $worker->getExitStatus() === 0,
        "the worker ended with {$worker->getExitStatus()}, signal {$worker->getSignal()}");
}

function check_messages(string $way, string $kind, int $count): void
{
    $number = 0;
    $worker = start_writer($kind, $count, true);
    listen($worker->getIPC(), $way, function (Message $message) use (&$number, $kind): void {
        must($message->data === payload($kind, $number), "message $number is wrong");
        $number++;
    });
    $worker->whenReady()->then(fn () => $worker->getIPC()->send('go'));
    run_to_the_end($worker);
    must($number === $count, "$number messages came of $count");
}

/** What came. */
final class Tally
{
    public int $received = 0;
    /** bytes or elements */
    public int $size = 0;
    public float $end = 0.0;

    public function __construct(private readonly int $count)
    {
    }

    /** As little as a receiver can do with a message. */
    public function by_callback(IPC $ipc, bool $is_string): void
    {
        $ipc->whenIncoming()->then($is_string
            ? function (Message $message): void {
                $this->size += strlen($message->data);
                if (++$this->received === $this->count) {
                    $this->end = seconds();
                }
            }
            : function (Message $message): void {
                $this->size += count($message->data);
                if (++$this->received === $this->count) {
                    $this->end = seconds();
                }
            });
    }

    /** To be run in a fiber. */
    public function by_foreach(IPC $ipc, bool $is_string): void
    {
        foreach ($ipc->whenIncoming() as $message) {
            $this->size += $is_string ? strlen($message->data) : count($message->data);
            if (++$this->received === $this->count) {
                $this->end = seconds();
            }
        }
    }
}

function time_messages(string $way, string $kind, int $count): float
{
    $payload = payload($kind, 0);
    $is_string = is_string($payload);
    $begin = 0.0;
    $worker = start_writer($kind, $count, false);
    $ipc = $worker->getIPC();
    $tally = new Tally($count);
    if ($way === 'then') {
        $tally->by_callback($ipc, $is_string);
    } else {
        ION::async($tally->by_foreach(...), $ipc, $is_string);
    }
    $worker->whenReady()->then(function () use ($ipc, &$begin): void {
        $begin = seconds();
        $ipc->send('go');
    });
    run_to_the_end($worker);
    must($tally->received === $count, "$tally->received messages came of $count");
    must($tally->size === $count * ($is_string ? strlen($payload) : count($payload)), "$tally->size bytes or elements came");
    return $count / ($tally->end - $begin);
}

/** What PHP itself does with such values: the slower of both directions, without sending anything. */
function time_serialize(string $kind, int $count): float
{
    $payload = payload($kind, 0);
    $bytes = serialize($payload);
    $begin = seconds();
    for ($i = 0; $i < $count; $i++) {
        serialize($payload);
    }
    $between = seconds();
    for ($i = 0; $i < $count; $i++) {
        unserialize($bytes);
    }
    return $count / max($between - $begin, seconds() - $between);
}

function oneway(string $way, string $kind, int $count): float
{
    check_messages($way, $kind, max(1, min(intdiv($count, 10), 20000)));
    return time_messages($way, $kind, $count);
}

/** A worker that sends back what it gets, on the given processor (0 = any), until the master hangs up. */
function start_echo(string $way, int $processor): ChildProcess
{
    $worker = new ChildProcess();
    $worker->start(function (IPC $master) use ($way, $processor): Generator {
        if ($processor > 0) {
            Process::run(['taskset', '-cp', (string) ($processor - 1), (string) getmypid()], ['throw' => true]);
        }
        if ($way === 'send') {
            $master->whenIncoming()->then(function (Message $message) use ($master): void {
                $master->send($message->data);
            });
        } else {
            $master->onRequest(fn (Message $message): mixed => $message->data);
        }
        Process::ready();
        yield $master->whenDisconnected();
    });
    return $worker;
}

/** Starts the round trips; $done() runs after the last one. */
function play(IPC $ipc, string $way, int $size, int $count, Closure $done): void
{
    $number = 0;
    $ball = function () use (&$number, $size): string {
        return payload((string) $size, $number);
    };
    $returned = function (string $data) use (&$number, $ball): void {
        must($data === $ball(), "answer $number is wrong");
        $number++;
    };
    if ($way === 'send') {
        $ipc->whenIncoming()->then(function (Message $message) use ($ipc, &$number, $count, $ball, $returned, $done): void {
            $returned($message->data);
            $number < $count ? $ipc->send($ball()) : $done();
        });
        $ipc->send($ball());
        return;
    }
    if ($way === 'await') {
        while ($number < $count) {
            $returned($ipc->request($ball())->await());
        }
        $done();
        return;
    }
    $next = function () use (&$next, $ipc, &$number, $count, $ball, $returned, $done): void {
        $ipc->request($ball())->then(function (string $data) use (&$next, &$number, $count, $returned, $done): void {
            $returned($data);
            $number < $count ? $next() : $done();
        });
    };
    $next();
}

function pingpong(string $way, int $size, int $count, int $processors): float
{
    $worker = start_echo($way, $processors);
    $ipc = $worker->getIPC();
    $begin = $end = 0.0;
    $worker->whenReady()->await();
    if ($processors > 0) {
        Process::run(['taskset', '-cp', '0', (string) getmypid()], ['throw' => true]);
    }
    $begin = seconds();
    play($ipc, $way, $size, $count, function () use (&$end, $ipc): void {
        $end = seconds();
        $ipc->close();
    });
    run_to_the_end($worker);
    return $count / ($end - $begin);
}

/** $count messages of 64 B, after a fifth as many that warm everything up. */
function growth(int $count): float
{
    $received = $before = $master_grew = $worker_grew = 0;
    $worker = new ChildProcess();
    $worker->start(function (IPC $master) use ($count): Generator {
        Process::ready();
        yield $master->whenIncoming();
        yield from write_messages($master, '64', intdiv($count, 5), false);
        $before = private_memory();
        yield from write_messages($master, '64', $count, false);
        $master->send((string) (private_memory() - $before));
    });
    $worker->getIPC()->whenIncoming()->then(
        function (Message $message) use (&$received, &$before, &$master_grew, &$worker_grew, $count): void {
            $received++;
            if ($received === intdiv($count, 5)) {
                $before = private_memory();
            } elseif ($received === intdiv($count, 5) + $count) {
                $master_grew = private_memory() - $before;
            } elseif ($received > $count) {
                $worker_grew = (int) $message->data;
            }
        }
    );
    $worker->whenReady()->then(fn () => $worker->getIPC()->send('go'));
    run_to_the_end($worker);
    must($received === intdiv($count, 5) + $count + 1, "$received messages came");
    return (float) max($master_grew, $worker_grew);
}

/** $patience: wait = asks for whenDrained() and so stops; ignore = until send() refuses. */
function paused(string $patience): float
{
    [$writer, $reader] = IPC::create();
    $message = str_repeat('x', 1000);
    $before = private_memory();
    $accepted = 0;
    if ($patience === 'ignore') {
        try {
            for (;;) {
                $writer->send($message);
                $accepted++;
            }
        } catch (QueueFullException) {
        }
        must($accepted * 1000 >= 60 << 20, "refused after $accepted messages");
    } else {
        ION::promise(function () use ($writer, $message, &$accepted): Generator {
            for ($i = 0; $i < 1000000; $i++) {
                $writer->send($message);
                $accepted++;
                if ($i % 100 === 99) {
                    yield $writer->whenDrained();
                }
            }
        });
        for ($turn = 0; $turn < 1000; $turn++) {
            ION::dispatch(ION::LOOP_NONBLOCK);
        }
        must($accepted < 100000, "$accepted messages went to a reader that does not read");
    }
    return (private_memory() - $before) / 1024;
}

$arguments = array_slice($argv, 2);
print_value(match ($argv[1] ?? '') {
    'oneway' => oneway($arguments[0], $arguments[1], (int) $arguments[2]),
    'pingpong' => pingpong($arguments[0], (int) $arguments[1], (int) $arguments[2], (int) $arguments[3]),
    'serialize' => time_serialize($arguments[0], (int) $arguments[1]),
    'growth' => growth((int) $arguments[0]),
    'paused' => paused($arguments[0]),
});
