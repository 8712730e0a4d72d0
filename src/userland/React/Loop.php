<?php
/*
 * SPDX-License-Identifier: MIT
 */

declare(strict_types=1);

namespace ION\React;

use ION;
use ION\Internal\Scheduler;
use React\EventLoop\LoopInterface;
use React\EventLoop\Timer\Timer;
use React\EventLoop\TimerInterface;

/**
 * The loop of ION as the event loop of ReactPHP: React\EventLoop\Loop::set(new ION\React\Loop()).
 *
 * There is one loop in a process: run() turns it, and so do ION::dispatch() and a Promise::await() at top
 * level. stop() and ION::stop() end whichever turns it, and what a callback throws leaves through that one.
 * A timer never expires early.
 */
final class Loop implements LoopInterface
{
    /** @var array<int, ION\Watcher> by the number of the stream */
    private array $readers = [];

    /** @var array<int, ION\Watcher> */
    private array $writers = [];

    /** @var \SplObjectStorage<TimerInterface, ION\Watcher> */
    private readonly \SplObjectStorage $timers;

    /** @var array<int, list<array{callable, ION\Watcher}>> by signal */
    private array $signals = [];

    /** Turns the loop; it has no callbacks of its own. */
    private readonly Scheduler $runner;

    public function __construct()
    {
        $this->timers = new \SplObjectStorage();
        $this->runner = new class('') extends Scheduler {
            protected function unknown(string $callbackId): \Throwable
            {
                return new \LogicException("There is no callback $callbackId");
            }

            protected function returned(string $callbackId, \Closure $closure): \Throwable
            {
                return new \LogicException("Callback $callbackId returned something");
            }

            protected function fail(\Closure $closure, \Throwable $exception): void
            {
                $this->raise($exception);
            }
        };
    }

    public function addReadStream($stream, $listener): void
    {
        if (!self::isWatching($this->readers[(int) $stream] ?? null)) {
            $this->readers[(int) $stream] = ION::onReadable($stream, static function ($stream) use ($listener): void {
                $listener($stream);
            });
        }
    }

    public function addWriteStream($stream, $listener): void
    {
        if (!self::isWatching($this->writers[(int) $stream] ?? null)) {
            $this->writers[(int) $stream] = ION::onWritable($stream, static function ($stream) use ($listener): void {
                $listener($stream);
            });
        }
    }

    /** Not in a forked child, whose loop is empty. */
    private static function isWatching(?ION\Watcher $watcher): bool
    {
        return $watcher !== null && $watcher->isEnabled();
    }

    public function removeReadStream($stream): void
    {
        $watcher = $this->readers[(int) $stream] ?? null;
        unset($this->readers[(int) $stream]);
        $watcher?->cancel();
    }

    public function removeWriteStream($stream): void
    {
        $watcher = $this->writers[(int) $stream] ?? null;
        unset($this->writers[(int) $stream]);
        $watcher?->cancel();
    }

    public function addTimer($interval, $callback): TimerInterface
    {
        $timer = new Timer((float) $interval, $callback, false);
        $this->timers[$timer] = ION::delay(self::seconds($timer), function () use ($timer): void {
            unset($this->timers[$timer]);
            $timer->getCallback()($timer);
        });
        return $timer;
    }

    public function addPeriodicTimer($interval, $callback): TimerInterface
    {
        $timer = new Timer((float) $interval, $callback, true);
        $this->timers[$timer] = ION::repeat(self::seconds($timer), static function () use ($timer): void {
            $timer->getCallback()($timer);
        });
        return $timer;
    }

    private static function seconds(TimerInterface $timer): float
    {
        return \min($timer->getInterval(), (float) \PHP_INT_MAX);
    }

    public function cancelTimer(TimerInterface $timer): void
    {
        if (isset($this->timers[$timer])) {
            $watcher = $this->timers[$timer];
            unset($this->timers[$timer]);
            $watcher->cancel();
        }
    }

    /** Before everything else of the next turn, in the order of the calls. */
    public function futureTick($listener): void
    {
        ION::defer(static function () use ($listener): void {
            $listener();
        });
    }

    public function addSignal($signal, $listener): void
    {
        foreach ($this->signals[$signal] ?? [] as [$known, $watcher]) {
            if ($known === $listener && self::isWatching($watcher)) {
                return;
            }
        }
        $watcher = ION::onSignal($signal, static function (int $signal) use ($listener): void {
            $listener($signal);
        });
        $this->signals[$signal][] = [$listener, $watcher];
    }

    public function removeSignal($signal, $listener): void
    {
        foreach ($this->signals[$signal] ?? [] as $i => [$known, $watcher]) {
            if ($known === $listener) {
                unset($this->signals[$signal][$i]);
                $watcher->cancel();
            }
        }
    }

    public function run(): void
    {
        $this->runner->drive();
    }

    /** After the turn that runs now. */
    public function stop(): void
    {
        $this->runner->stop();
    }
}
