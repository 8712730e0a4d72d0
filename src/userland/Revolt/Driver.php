<?php
/*
 * SPDX-License-Identifier: MIT
 */

declare(strict_types=1);

namespace ION\Revolt;

use ION;
use ION\Internal\Scheduler;
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
 * stop() and ION::stop() end whichever turns it.
 * Identifiers, turns, microtasks and fibers are the extension's; here is what takes Revolt's own classes.
 *
 * A callback runs in a fiber that is used again for the next one, unless somebody suspends in it. The
 * driver owns its callbacks: they are gone with it.
 */
final class Driver extends Scheduler implements DriverInterface
{
    private ?\Closure $errorHandler = null;

    /** @var \WeakMap<object, \WeakReference<Suspension>> by fiber; that of {main} by the driver */
    private \WeakMap $suspensions;

    /** That of the process in which they were made. */
    private int $suspensionsGeneration;

    public static function isSupported(): bool
    {
        return \class_exists(Scheduler::class, false);
    }

    public function __construct()
    {
        parent::__construct(FiberLocal::class);
        $this->suspensions = new \WeakMap();
        $this->suspensionsGeneration = $this->generation();
    }

    public function onSignal(int $signal, \Closure $closure): string
    {
        try {
            return parent::onSignal($signal, $closure);
        } catch (ION\RuntimeException $e) {
            throw new UnsupportedFeatureException("Signal $signal cannot be watched: " . $e->getMessage(), 0, $e);
        }
    }

    public function getType(string $callbackId): CallbackType
    {
        return match ($this->kindOf($callbackId)) {
            'Defer' => CallbackType::Defer,
            'Delay' => CallbackType::Delay,
            'Repeat' => CallbackType::Repeat,
            'Readable' => CallbackType::Readable,
            'Writable' => CallbackType::Writable,
            'Signal' => CallbackType::Signal,
        };
    }

    public function getSuspension(): SuspensionInterface
    {
        if ($this->suspensionsGeneration !== $this->generation()) {
            // a forked child: these are its parent's, who may wait in them
            $this->suspensions = new \WeakMap();
            $this->suspensionsGeneration = $this->generation();
        }
        $fiber = \Fiber::getCurrent();
        $suspension = ($this->suspensions[$fiber ?? $this] ?? null)?->get();
        if ($suspension === null) {
            $suspension = new Suspension($this, $fiber);
            $this->suspensions[$fiber ?? $this] = \WeakReference::create($suspension);
        }
        return $suspension;
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

    protected function unknown(string $callbackId): \Throwable
    {
        return InvalidCallbackError::invalidIdentifier($callbackId);
    }

    protected function returned(string $callbackId, \Closure $closure): \Throwable
    {
        return InvalidCallbackError::nonNullReturn($callbackId, $closure);
    }

    protected function fail(\Closure $closure, \Throwable $exception): void
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

    /* --- the rest ------------------------------------------------------------------------- */

    /** There is no object for the loop: it is ION's own. */
    public function getHandle(): mixed
    {
        return null;
    }

    public function __debugInfo(): array
    {
        $found = [];
        foreach ($this->getIdentifiers() as $id) {
            $found[$id] = [
                'type' => $this->getType($id),
                'enabled' => $this->isEnabled($id),
                'referenced' => $this->isReferenced($id),
            ];
        }
        return $found;
    }
}
