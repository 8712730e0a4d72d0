<?php
/*
 * SPDX-License-Identifier: MIT
 */

declare(strict_types=1);

namespace ION\Revolt;

use ION;
use Revolt\EventLoop\CallbackType;
use Revolt\EventLoop\Driver as DriverInterface;
use Revolt\EventLoop\FiberLocal;
use Revolt\EventLoop\InvalidCallbackError;
use Revolt\EventLoop\Suspension as SuspensionInterface;
use Revolt\EventLoop\UncaughtThrowable;
use Revolt\EventLoop\UnsupportedFeatureException;

/**
 * The loop of ION as the event loop of Revolt, and with it of AMPHP and ReactPHP.
 *
 * There is one loop in a process. EventLoop::run() turns it, and so do ION::dispatch() and a
 * Promise::await() at top level; each of them serves the callbacks of Revolt and everything of ION.
 * What is watched, which turn it runs in and what keeps the loop alive is decided in C, by an
 * ION\Watcher for each callback; here are ids, fibers, microtasks and errors.
 *
 * A callback runs in a fiber that is used again for the next one, unless somebody suspends in it. The
 * loop keeps a callback, and a callback knows the driver weakly: a driver that is dropped cancels its
 * callbacks.
 */
final class Driver implements DriverInterface
{
    private int $lastId = 0;

    /** @var array<string, Callback> */
    private array $callbacks = [];

    /** @var \SplQueue<array{\Closure, array}> */
    private readonly \SplQueue $microtasks;

    /** How many they are. */
    private int $queued = 0;

    /** Is on its way to run what was queued outside of a callback. */
    private bool $isScheduled = false;

    /** What the worker is to call next. */
    private ?Callback $due = null;

    /** A worker that waits for something to call. */
    private ?\Fiber $idle = null;

    private readonly \Closure $work;

    /** What an idle worker gives; anything else that leaves a fiber was suspended by its callback. */
    private readonly \stdClass $idleMarker;

    /** A worker is called by the loop just now. */
    private bool $isEntered = false;

    /** run() or a suspension of {main} turns the loop. */
    private bool $isDriving = false;

    /** The process in which run() did. */
    private int $pid = 0;

    private bool $isStopped = false;

    /** Leaves through whoever turns the loop. */
    private ?\Throwable $failure = null;

    /** Because of a failure, or {main} was resumed: the loop is left before anything else is called. */
    private bool $isLeaving = false;

    private ?\Closure $errorHandler = null;

    /** @var \WeakMap<object, \WeakReference<Suspension>> */
    private readonly \WeakMap $suspensions;

    /** @var \WeakReference<self> */
    private readonly \WeakReference $self;

    public static function isSupported(): bool
    {
        return \extension_loaded('ion');
    }

    public function __construct()
    {
        if (!self::isSupported()) {
            throw new \Error('The extension "ion" is not loaded');
        }
        $this->microtasks = new \SplQueue();
        $this->idleMarker = $marker = new \stdClass();
        $this->suspensions = new \WeakMap();
        $this->self = $self = \WeakReference::create($this);
        // holds no driver while it is idle
        $this->work = static function () use ($self, $marker): void {
            do {
                $self->get()?->callDue();
                \Fiber::suspend($marker);
            } while (true);
        };
    }

    public function __destruct()
    {
        foreach ($this->callbacks as $callback) {
            $callback->watcher->cancel();
        }
        $this->callbacks = [];
    }

    /* --- running -------------------------------------------------------------------------- */

    public function run(): void
    {
        if ($this->isDriving) {
            throw new \Error('The event loop is already running');
        }
        if (\Fiber::getCurrent() !== null) {
            throw new \Error(\sprintf("Can't call %s() within a fiber (i.e., outside of {main})", __METHOD__));
        }
        $this->drive(null);
    }

    public function stop(): void
    {
        $this->isStopped = true;
        if ($this->isEntered && !$this->isDriving) {
            // ION::dispatch() or an await() at top level turns the loop
            ION::stop();
        }
    }

    /** Not in a forked child of the process that runs it: that may set a driver of its own. */
    public function isRunning(): bool
    {
        return $this->isDriving && \getmypid() === $this->pid;
    }

    /**
     * Turns the loop until it is stopped, nothing keeps it alive, or the suspension is resumed.
     *
     * @internal
     */
    public function drive(?Suspension $until): void
    {
        $this->isDriving = true;
        $this->pid = \getmypid();
        $this->isStopped = false;
        try {
            if ($this->queued > 0) {
                $this->enter();
            }
            while (!$this->isStopped && !$this->isLeaving && ION::dispatch(ION::LOOP_ONCE)) {
                continue;
            }
        } finally {
            $this->isDriving = false;
                $this->isLeaving = false;
        }
        if ($this->failure !== null) {
            $failure = $this->failure;
            $this->failure = null;
            throw $failure;
        }
    }

    /* --- callbacks ------------------------------------------------------------------------ */

    public function queue(\Closure $closure, mixed ...$args): void
    {
        $this->microtasks->enqueue([$closure, $args]);
        $this->queued++;
        if (!$this->isEntered && !$this->isScheduled) {
            $this->schedule();
        }
    }

    public function defer(\Closure $closure): string
    {
        $callback = $this->add(CallbackType::Defer, true, $closure);
        $callback->watcher = ION::defer($callback->fire(...));
        return $callback->id;
    }

    public function delay(float $delay, \Closure $closure): string
    {
        if ($delay < 0) {
            throw new \Error('Delay must be greater than or equal to zero');
        }
        $callback = $this->add(CallbackType::Delay, true, $closure);
        $callback->watcher = ION::delay(\min($delay, \PHP_INT_MAX), $callback->fire(...));
        return $callback->id;
    }

    public function repeat(float $interval, \Closure $closure): string
    {
        if ($interval < 0) {
            throw new \Error('Interval must be greater than or equal to zero');
        }
        $callback = $this->add(CallbackType::Repeat, false, $closure);
        $callback->watcher = ION::repeat(\min($interval, \PHP_INT_MAX), $callback->fire(...));
        return $callback->id;
    }

    public function onReadable(mixed $stream, \Closure $closure): string
    {
        $callback = new Callback('c' . ++$this->lastId, CallbackType::Readable, false, $closure, $this->self, $stream);
        $callback->watcher = ION::onReadable($stream, $callback->fire(...));
        $this->callbacks[$callback->id] = $callback;
        return $callback->id;
    }

    public function onWritable(mixed $stream, \Closure $closure): string
    {
        $callback = new Callback('c' . ++$this->lastId, CallbackType::Writable, false, $closure, $this->self, $stream);
        $callback->watcher = ION::onWritable($stream, $callback->fire(...));
        $this->callbacks[$callback->id] = $callback;
        return $callback->id;
    }

    public function onSignal(int $signal, \Closure $closure): string
    {
        $callback = new Callback('c' . ++$this->lastId, CallbackType::Signal, false, $closure, $this->self, $signal);
        try {
            $callback->watcher = ION::onSignal($signal, $callback->fire(...));
        } catch (\ValueError | ION\RuntimeException $e) {
            throw new UnsupportedFeatureException("Signal $signal cannot be watched: " . $e->getMessage(), 0, $e);
        }
        $this->callbacks[$callback->id] = $callback;
        return $callback->id;
    }

    private function add(CallbackType $type, bool $isOnce, \Closure $closure): Callback
    {
        $id = 'c' . ++$this->lastId;
        return $this->callbacks[$id] = new Callback($id, $type, $isOnce, $closure, $this->self);
    }

    public function enable(string $callbackId): string
    {
        $this->find($callbackId)->watcher->enable();
        return $callbackId;
    }

    public function disable(string $callbackId): string
    {
        if (isset($this->callbacks[$callbackId])) {
            $this->callbacks[$callbackId]->watcher->disable();
        }
        return $callbackId;
    }

    public function cancel(string $callbackId): void
    {
        if (isset($this->callbacks[$callbackId])) {
            $callback = $this->callbacks[$callbackId];
            unset($this->callbacks[$callbackId]);
            $callback->watcher->cancel();
        }
    }

    public function reference(string $callbackId): string
    {
        $this->find($callbackId)->watcher->reference();
        return $callbackId;
    }

    public function unreference(string $callbackId): string
    {
        if (isset($this->callbacks[$callbackId])) {
            $this->callbacks[$callbackId]->watcher->unreference();
        }
        return $callbackId;
    }

    public function isEnabled(string $callbackId): bool
    {
        return $this->find($callbackId)->watcher->isEnabled();
    }

    public function isReferenced(string $callbackId): bool
    {
        return $this->find($callbackId)->watcher->isReferenced();
    }

    public function getType(string $callbackId): CallbackType
    {
        return $this->find($callbackId)->type;
    }

    public function getIdentifiers(): array
    {
        return \array_keys($this->callbacks);
    }

    private function find(string $callbackId): Callback
    {
        return $this->callbacks[$callbackId] ?? throw InvalidCallbackError::invalidIdentifier($callbackId);
    }

    /* --- fibers --------------------------------------------------------------------------- */

    public function getSuspension(): SuspensionInterface
    {
        $fiber = \Fiber::getCurrent();
        $suspension = ($this->suspensions[$fiber ?? $this] ?? null)?->get();
        if ($suspension === null) {
            $suspension = new Suspension($this, $fiber);
            $this->suspensions[$fiber ?? $this] = \WeakReference::create($suspension);
        }
        return $suspension;
    }

    /**
     * From the loop.
     *
     * @internal
     */
    public function call(Callback $callback): void
    {
        if ($callback->isOnce) {
            unset($this->callbacks[$callback->id]);
        }
        $this->due = $callback;
        $this->enter();
    }

    /** Has a worker call what is due and every microtask; again with another one when a callback keeps it. */
    private function enter(): void
    {
        $this->isEntered = true;
        try {
            do {
                $worker = $this->idle;
                $this->idle = null;
                if ($worker === null) {
                    $worker = new \Fiber($this->work);
                    $given = $worker->start();
                } else {
                    $given = $worker->resume();
                }
                if ($given === $this->idleMarker) {
                    $this->idle = $worker;
                }
            } while ($this->queued > 0 && !$this->isLeaving);
        } finally {
            $this->isEntered = false;
            if ($this->queued > 0) {
                $this->schedule();
            }
        }
        if ($this->isLeaving) {
            $this->leave();
        }
    }

    /** Out of the loop, before it calls anything else. */
    private function leave(): void
    {
        if ($this->isDriving) {
            ION::stop();
            return;
        }
        $failure = $this->failure;
        $this->failure = null;
        $this->isLeaving = false;
        if ($failure !== null) {
            throw $failure;
        }
    }

    /** In a worker. */
    private function callDue(): void
    {
        $callback = $this->due;
        if ($callback !== null) {
            $this->due = null;
            try {
                $result = $callback->subject === null
                    ? ($callback->closure)($callback->id)
                    : ($callback->closure)($callback->id, $callback->subject);
                if ($result !== null) {
                    throw InvalidCallbackError::nonNullReturn($callback->id, $callback->closure);
                }
            } catch (\Throwable $exception) {
                $this->fail($callback->closure, $exception);
            } finally {
                FiberLocal::clear();
            }
            unset($callback);
        }
        while ($this->queued > 0 && !$this->isLeaving) {
            [$closure, $args] = $this->microtasks->dequeue();
            $this->queued--;
            try {
                // what the arguments hold goes when the function lets go of it
                $closure(...$args, ...($args = []));
            } catch (\Throwable $exception) {
                $this->fail($closure, $exception);
            } finally {
                FiberLocal::clear();
            }
            unset($closure, $args, $exception);
        }
    }

    /** Microtasks that were queued outside of a callback come first in the next turn. */
    private function schedule(): void
    {
        if ($this->isScheduled) {
            return;
        }
        $this->isScheduled = true;
        $self = $this->self;
        ION::defer(static function () use ($self): void {
            $driver = $self->get();
            if ($driver !== null) {
                $driver->isScheduled = false;
                $driver->enter();
            }
        });
    }

    /**
     * {main} goes on as soon as the running callback, or whatever else of ION runs now, returns.
     *
     * @internal
     */
    public function resumeMain(): void
    {
        $this->isLeaving = true;
        if (!$this->isEntered) {
            $this->leave();
        }
    }

    /**
     * @internal
     * @return string where the suspended fibers wait, for the message of a deadlock
     */
    public function describeSuspended(): string
    {
        \gc_collect_cycles();
        $text = '';
        foreach ($this->suspensions as $reference) {
            $text .= $reference->get()?->describe() ?? '';
        }
        return $text;
    }

    /* --- errors --------------------------------------------------------------------------- */

    public function setErrorHandler(?\Closure $errorHandler): void
    {
        $this->errorHandler = $errorHandler;
    }

    public function getErrorHandler(): ?\Closure
    {
        return $this->errorHandler;
    }

    private function fail(\Closure $closure, \Throwable $exception): void
    {
        $handler = $this->errorHandler;
        if ($handler === null) {
            $this->raise($exception instanceof UncaughtThrowable
                ? $exception
                : UncaughtThrowable::throwingCallback($closure, $exception));
            return;
        }
        $fiber = new \Fiber(function () use ($handler, $exception): void {
            try {
                $handler($exception);
            } catch (\Throwable $thrown) {
                $this->raise($thrown instanceof UncaughtThrowable
                    ? $thrown
                    : UncaughtThrowable::throwingErrorHandler($handler, $thrown));
            }
        });
        $fiber->start();
    }

    private function raise(\Throwable $exception): void
    {
        if ($this->isEntered || $this->isDriving) {
            $this->failure = $exception;
            $this->isLeaving = true;
            if (!$this->isEntered) {
                ION::stop();
            }
            return;
        }
        // in a fiber that ION has resumed: nobody below may be thrown at
        ION::defer(static fn () => throw $exception);
    }

    /* --- the rest ------------------------------------------------------------------------- */

    /** There is no object for the loop: it is ION's own. */
    public function getHandle(): mixed
    {
        return null;
    }

    public function __debugInfo(): array
    {
        return \array_map(static fn (Callback $callback) => [
            'type' => $callback->type,
            'enabled' => $callback->watcher->isEnabled(),
            'referenced' => $callback->watcher->isReferenced(),
        ], $this->callbacks);
    }
}
