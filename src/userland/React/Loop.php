<?php
/*
 * SPDX-License-Identifier: MIT
 */

declare(strict_types=1);

namespace ION\React;

use ION;
use React\EventLoop\LoopInterface;
use React\EventLoop\Timer\Timer;
use React\EventLoop\TimerInterface;

/**
 * The loop of ION as the event loop of ReactPHP: React\EventLoop\Loop::set(new ION\React\Loop()).
 *
 * There is one loop in a process: run() turns it, and so do ION::dispatch() and a Promise::await() at top
 * level. What a callback throws leaves through whichever turns it. A timer never expires early.
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

    private bool $isRunning = false;

    private bool $isStopped = false;

    public function __construct()
    {
        $this->timers = new \SplObjectStorage();
    }

    public function addReadStream($stream, $listener): void
    {
        $this->readers[(int) $stream] ??= ION::onReadable($stream, static function ($stream) use ($listener): void {
            $listener($stream);
        });
    }

    public function addWriteStream($stream, $listener): void
    {
        $this->writers[(int) $stream] ??= ION::onWritable($stream, static function ($stream) use ($listener): void {
            $listener($stream);
        });
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
        foreach ($this->signals[$signal] ?? [] as [$known]) {
            if ($known === $listener) {
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
        $this->isStopped = false;
        $this->isRunning = true;
        try {
            while (!$this->isStopped && ION::dispatch(ION::LOOP_ONCE)) {
                continue;
            }
        } finally {
            $this->isRunning = false;
        }
    }

    /** After the turn that runs now. */
    public function stop(): void
    {
        $this->isStopped = true;
        if (!$this->isRunning) {
            ION::stop();
        }
    }
}
