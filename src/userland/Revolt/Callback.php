<?php
/*
 * SPDX-License-Identifier: MIT
 */

declare(strict_types=1);

namespace ION\Revolt;

use ION;
use Revolt\EventLoop\CallbackType;

/**
 * One callback of Revolt. Its watcher holds it as long as it is enabled; it does not hold the driver.
 *
 * @internal
 */
final class Callback
{
    public ION\Watcher $watcher;

    public readonly bool $isOnce;

    public readonly bool $hasSubject;

    /**
     * @param \WeakReference<Driver> $driver
     * @param mixed $subject stream or signal
     */
    public function __construct(
        public readonly string $id,
        public readonly CallbackType $type,
        public readonly \Closure $closure,
        private readonly \WeakReference $driver,
        public readonly mixed $subject,
    ) {
        $this->isOnce = $type === CallbackType::Defer || $type === CallbackType::Delay;
        $this->hasSubject = $subject !== null;
    }

    public function fire(): void
    {
        $this->driver->get()?->call($this);
    }
}
