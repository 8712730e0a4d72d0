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

    /**
     * @param \WeakReference<Driver> $driver
     * @param bool $isOnce it is gone when it is called
     * @param mixed $subject stream or signal; null: none
     */
    public function __construct(
        public string $id,
        public CallbackType $type,
        public bool $isOnce,
        public \Closure $closure,
        private \WeakReference $driver,
        public mixed $subject = null,
    ) {
    }

    public function fire(): void
    {
        $this->driver->get()?->call($this);
    }
}
