<?php
/*
 * SPDX-License-Identifier: MIT
 */

declare(strict_types=1);

namespace ION\Revolt;

use Amp\Future;
use ION;

/**
 * Promises of others as promises of ION, to yield them in a coroutine or to await() them.
 *
 * The other way round nothing is needed: await() of an ION\Promise suspends any fiber, and drives the
 * loop in {main}.
 */
final class Adapter
{
    /**
     * A promise with the outcome of an Amp\Future, or of anything with a then() that takes a callback for
     * the value and one for the failure (React, Guzzle, HTTPlug).
     *
     * @throws \TypeError for anything else
     */
    public static function promise(object $other): ION\Promise
    {
        if ($other instanceof ION\Promise) {
            return $other;
        }
        if (!$other instanceof Future && !\method_exists($other, 'then')) {
            throw new \TypeError('A future or an object with a method then() is needed, ' . $other::class . ' given');
        }
        return ION::deferred(static function (ION\Deferred $deferred) use ($other): void {
            $done = static function (mixed $value = null) use ($deferred): void {
                $deferred->done($value);
            };
            $fail = static function (mixed $reason = null) use ($deferred): void {
                $deferred->fail($reason instanceof \Throwable
                    ? $reason
                    : new \RuntimeException(\is_scalar($reason) ? (string) $reason : \get_debug_type($reason)));
            };
            if ($other instanceof Future) {
                $other->map($done)->catch($fail)->ignore();
            } else {
                $other->then($done, $fail);
            }
        });
    }
}
