<?php
/*
 * SPDX-License-Identifier: MIT
 */

declare(strict_types=1);

namespace ION\Revolt;

use Revolt\EventLoop\Suspension as SuspensionInterface;

/**
 * Where a fiber, or {main}, waits until somebody resumes it.
 *
 * @internal
 */
final class Suspension implements SuspensionInterface
{
    private bool $isPending = false;

    /** Keeps the fiber as long as it is suspended here. */
    private ?\Fiber $suspended = null;

    /** @var \WeakReference<\Fiber>|null null: {main} */
    private readonly ?\WeakReference $fiber;

    private ?\FiberError $fiberError = null;

    private mixed $value = null;

    private ?\Throwable $thrown = null;

    public function __construct(private readonly Driver $driver, ?\Fiber $fiber)
    {
        $this->fiber = $fiber === null ? null : \WeakReference::create($fiber);
    }

    public function suspend(): mixed
    {
        if ($this->isPending) {
            throw new \Error('Must call resume() or throw() before calling suspend() again');
        }
        $fiber = $this->fiber?->get();
        // without a fiber it is that of {main}, or of one that is gone
        if ($fiber !== \Fiber::getCurrent() || ($fiber === null && $this->fiber !== null)) {
            throw new \Error('Must not call suspend() from another fiber');
        }
        $this->isPending = true;
        return $fiber === null ? $this->suspendMain() : $this->suspendFiber($fiber);
    }

    private function suspendFiber(\Fiber $fiber): mixed
    {
        $this->suspended = $fiber;
        try {
            $value = \Fiber::suspend();
            // not in a "finally": that also runs when the fiber is destroyed, where the flag must stay
            $this->suspended = null;
            return $value;
        } catch (\FiberError $error) {
            $this->isPending = false;
            $this->suspended = null;
            $this->fiberError = $error;
            throw $error;
        }
    }

    private function suspendMain(): mixed
    {
        try {
            $this->driver->drive();
        } catch (\Throwable $failure) {
            $this->isPending = false;
            throw $failure;
        }
        if ($this->isPending) {
            $this->isPending = false;
            throw new \Error('Event loop terminated without resuming the current suspension (the cause is either a '
                . 'fiber deadlock, or an incorrectly unreferenced/canceled watcher):'
                . $this->driver->describeSuspended());
        }
        [$value, $thrown, $this->value, $this->thrown] = [$this->value, $this->thrown, null, null];
        return $thrown === null ? $value : throw $thrown;
    }

    public function resume(mixed $value = null): void
    {
        $this->release('resume');
        if ($this->fiber === null) {
            $this->value = $value;
            $this->driver->resumeMain();
            return;
        }
        $fiber = $this->fiber->get();
        if ($fiber !== null) {
            $this->driver->queue(static function () use ($fiber, $value): void {
                // it may have been destroyed meanwhile
                if (!$fiber->isTerminated()) {
                    $fiber->resume($value);
                }
            });
        }
    }

    public function throw(\Throwable $throwable): void
    {
        $this->release('throw');
        if ($this->fiber === null) {
            $this->thrown = $throwable;
            $this->driver->resumeMain();
            return;
        }
        $fiber = $this->fiber->get();
        if ($fiber !== null) {
            $this->driver->queue(static function () use ($fiber, $throwable): void {
                if (!$fiber->isTerminated()) {
                    $fiber->throw($throwable);
                }
            });
        }
    }

    private function release(string $method): void
    {
        if (!$this->isPending) {
            throw $this->fiberError ?? new \Error("Must call suspend() before calling $method()");
        }
        $this->isPending = false;
    }

    /** The stack of the fiber that waits here, one line for each frame; '' for {main}. */
    public function describe(): string
    {
        $fiber = $this->fiber?->get();
        // at the end of a script a fiber that was ended may still be there
        if (!$this->isPending || $fiber === null || !$fiber->isSuspended()) {
            return '';
        }
        $text = "\n";
        foreach ((new \ReflectionFiber($fiber))->getTrace(\DEBUG_BACKTRACE_IGNORE_ARGS) as $i => $frame) {
            $text .= "\n#$i " . (isset($frame['file']) ? "{$frame['file']}:{$frame['line']} " : '')
                . ($frame['class'] ?? '') . ($frame['type'] ?? '') . "{$frame['function']}()";
        }
        return $text;
    }
}
