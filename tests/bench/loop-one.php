<?php
/*
 * One measurement of an event loop: loop-one.php DRIVER ROW COUNT; prints VALUE, operations per second.
 *   DRIVER  ion: ION\Revolt\Driver; select: Revolt's StreamSelectDriver; noop: Revolt's AbstractDriver with a
 *           backend that does nothing; raw: the watchers of ION without Revolt
 * SPDX-License-Identifier: MIT
 */
declare(strict_types=1);

require __DIR__ . '/../_lib/revolt.inc';

use Revolt\EventLoop;

[, $driver, $row, $count] = $argv;
$count = (int) $count;

if ($driver !== 'raw') {
    ion_test_autoload();
    EventLoop::setDriver(match ($driver) {
        'ion' => new ION\Revolt\Driver(),
        'select' => new EventLoop\Driver\StreamSelectDriver(),
        // timers are due at once, and there is nothing else
        'noop' => new class () extends EventLoop\Internal\AbstractDriver {
            public function getHandle(): mixed
            {
                return null;
            }
            protected function now(): float
            {
                return 0.0;
            }
            protected function activate(array $callbacks): void
            {
                array_map($this->enqueueCallback(...), $callbacks);
            }
            protected function dispatch(bool $blocking): void
            {
            }
            protected function deactivate(EventLoop\Internal\DriverCallback $callback): void
            {
            }
        },
    });
}

/** The same calls for both interfaces. */
final class On
{
    public static bool $is_raw = false;

    public static function __callStatic(string $name, array $arguments): mixed
    {
        return self::$is_raw ? ION::$name(...$arguments) : EventLoop::$name(...$arguments);
    }

    public static function run(): void
    {
        self::$is_raw ? ION::dispatch() : EventLoop::run();
    }

    public static function cancel(string|ION\Watcher $id): void
    {
        $id instanceof ION\Watcher ? $id->cancel() : EventLoop::cancel($id);
    }

    public static function unreference(string|ION\Watcher $id): string|ION\Watcher
    {
        return $id instanceof ION\Watcher ? $id->unreference() : EventLoop::unreference($id);
    }
}
On::$is_raw = $driver === 'raw';

/** A call that makes itself again, $count times. */
function chain(string $kind, array $arguments, int $count): void
{
    $next = function () use (&$next, &$count, $kind, $arguments): void {
        if (--$count > 0) {
            On::$is_raw ? ION::$kind(...[...$arguments, $next]) : EventLoop::$kind(...[...$arguments, $next]);
        }
    };
    On::$kind(...[...$arguments, $next]);
    On::run();
}

/** A fiber that waits $count times, and goes on in the next tick. */
function suspend(int $count): void
{
    EventLoop::queue(function () use ($count): void {
        $suspension = EventLoop::getSuspension();
        $resume = fn () => $suspension->resume();
        for ($i = 0; $i < $count; $i++) {
            EventLoop::defer($resume);
            $suspension->suspend();
        }
    });
    EventLoop::run();
}

/** $pairs that send one byte there and back, $count times in all. */
function ping_pong(int $pairs, int $count): void
{
    $ids = [];
    $end = function () use (&$ids): void {
        array_map(On::cancel(...), $ids);
    };
    $raw = On::$is_raw;
    for ($i = 0; $i < $pairs; $i++) {
        [$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
        foreach ([$a, $b] as $stream) {
            stream_set_blocking($stream, false);
            stream_set_read_buffer($stream, 0);
        }
        $ids[] = On::onReadable($a, function ($x, $y) use (&$count, $end, $raw): void {
            $stream = $raw ? $x : $y;
            fread($stream, 1);
            --$count > 0 ? fwrite($stream, 'x') : $end();
        });
        $ids[] = On::onReadable($b, function ($x, $y) use ($raw): void {
            $stream = $raw ? $x : $y;
            fread($stream, 1);
            fwrite($stream, 'x');
        });
        fwrite($a, 'x');
    }
    On::run();
}

/** @return list<mixed> both ends of pairs on which nothing happens, watched */
function idle(int $descriptors): array
{
    $kept = [];
    for ($i = 0; $i < $descriptors; $i += 2) {
        foreach ($kept[] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0) as $stream) {
            $kept[] = On::unreference(On::onReadable($stream, function (): void {
            }));
        }
    }
    return $kept;
}

$kept = match (true) {
    str_starts_with($row, 'idle-'), str_starts_with($row, 'lone-') => idle((int) substr($row, 5)),
    str_starts_with($row, 'timers-') => array_map(
        fn () => On::unreference(On::delay(3600, function (): void {
        })),
        range(1, (int) substr($row, 7))
    ),
    default => [],
};
$work = match (true) {
    $row === 'microtask' => fn (int $count) => chain('queue', [], $count),
    $row === 'suspend' => fn (int $count) => suspend($count),
    $row === 'defer' => fn (int $count) => chain('defer', [], $count),
    $row === 'delay', str_starts_with($row, 'timers-') => fn (int $count) => chain('delay', [0], $count),
    $row === 'ping-pong', str_starts_with($row, 'lone-') => fn (int $count) => ping_pong(1, $count),
    default => fn (int $count) => ping_pong(10, $count),
};
$work(intdiv($count, 10) + 1);
$started = hrtime(true);
$work($count);
printf("VALUE %.0f\n", $count / ((hrtime(true) - $started) / 1e9));
