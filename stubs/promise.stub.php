<?php

/** @generate-class-entries */

namespace ION {

    /**
     * One value or failure that arrives once, and what is to happen then.
     *
     * Callbacks run synchronously, depth first in the order they were added, when the promise is
     * settled; then() on a settled promise runs at once. A chain may have any length.
     *
     * A callback whose first parameter has a type that does not accept the value is skipped, and the
     * value goes on unchanged: `onFail(fn (ProcessException $e) => ...)` works like a catch clause. A
     * type accepts what PHP would accept as an argument with neither TypeError nor deprecation in the
     * strictness of the callback's own file. Classes are compared without autoloading.
     *
     * A callback that is a generator function runs as a coroutine. A callback may return a promise:
     * its outcome is awaited.
     *
     * A promise that failed, or ran into a timeout, and never had a handler is reported once, when it
     * is destroyed: to the handler of ION::setErrorHandler(), else as an E_WARNING. One that was
     * cancelled otherwise is not: who cancels knows.
     *
     * @not-serializable
     */
    #[\AllowDynamicProperties]
    class Promise
    {
        /**
         * getFlags(): somebody reacts to the promise or has looked at its result.
         *
         * @cvalue ION_PROMISE_HANDLED
         * @var int
         */
        const FLAG_HANDLED = UNKNOWN;

        /**
         * getFlags(): made by ION, so that only ION settles it.
         *
         * @cvalue ION_PROMISE_INTERNAL
         * @var int
         */
        const FLAG_INTERNAL = UNKNOWN;

        /**
         * getFlags(): only the class scope that made it may settle it.
         *
         * @cvalue ION_PROMISE_PROTECTED
         * @var int
         */
        const FLAG_PROTECTED = UNKNOWN;

        /**
         * getFlags(): its result comes from a generator.
         *
         * @cvalue ION_PROMISE_COROUTINE
         * @var int
         */
        const FLAG_COROUTINE = UNKNOWN;

        /**
         * getFlags(): its result comes from a fiber.
         *
         * @cvalue ION_PROMISE_FIBER
         * @var int
         */
        const FLAG_FIBER = UNKNOWN;

        /**
         * getFlags(): a Sequence.
         *
         * @cvalue ION_PROMISE_SEQUENCE
         * @var int
         */
        const FLAG_SEQUENCE = UNKNOWN;

        /**
         * The callbacks are the promise's own: they run first, and what they return is the result.
         */
        public function __construct(?callable $done = null, ?callable $fail = null) {}

        /**
         * A promise for what `$done` or `$fail` makes of the outcome. An exception in `$done` is not
         * seen by `$fail`; a `$fail` that returns turns the chain back to done. Without a callback for
         * it the outcome goes on.
         *
         * Given a promise, the outcome is forwarded into it and it is returned.
         */
        public function then(callable|Promise|null $done = null, ?callable $fail = null): Promise {}

        /** The same as then($done). */
        public function onDone(callable $done): Promise {}

        /** The same as then(null, $fail). */
        public function onFail(callable $fail): Promise {}

        /**
         * Runs without arguments in any case. The outcome goes on unchanged, unless the callback
         * throws or returns a promise that fails.
         */
        public function finally(callable $callback): Promise {}

        /**
         * Waits, and gives the value or throws the failure. In a Fiber the fiber is suspended; at top
         * level the loop runs until the promise is settled. In a callback of the loop without a Fiber,
         * and where PHP forbids to switch fibers, it throws InvalidUsageException. If nothing keeps the
         * loop alive any more, or somebody stops it: PromiseException.
         *
         * @throws \Throwable what it failed with
         * @throws \ION\InvalidUsageException where nobody may wait; the message says what to do instead
         * @throws \ION\PromiseException when it can never be settled; the message says where it was made
         */
        public function await(): mixed {}

        /**
         * Removes a handler: the promise that then() returned, or every one with that name. What is
         * being delivered at that moment still arrives.
         */
        public function forget(Promise|string $handler): static {}

        /** A name for forget() and for messages. */
        public function setName(string $name): static {}

        /** `pending`, `in_progress`, `done`, `failed` or `canceled`. */
        public function getState(): string {}

        /** FLAG_* constants, combined. */
        public function getFlags(): int {}

        /**
         * The value, or the exception of a failed or cancelled promise, which counts as handled then.
         * Null while it is not settled.
         */
        public function getResult(): mixed {}

        /**
         * Done with all values, keys kept; fails with the first failure. Takes one iterable, or
         * promises as arguments; members that are no promises count as done. Nothing at all: done
         * with []. As with the other three, cancel() ends the waiting and not the members.
         */
        public static function all(mixed ...$promises): Deferred {}

        /**
         * Follows the first that is done. If none is: PromiseException with their failures in
         * `->errors`. Nothing at all: ValueError.
         */
        public static function any(mixed ...$promises): Deferred {}

        /** Follows the first that is settled. Nothing at all: ValueError. */
        public static function race(mixed ...$promises): Deferred {}

        /**
         * Done when all are settled, with `['state' => 'done'|'failed'|'canceled', 'value' => ...,
         * 'error' => ...]` for each key.
         */
        public static function settle(mixed ...$promises): Deferred {}

        /**
         * Calls now, and gives a promise for what comes of it: a value, a failure, the outcome of a
         * returned promise, or of the coroutine when it is a generator.
         */
        public static function invoke(callable $callback, mixed ...$args): Deferred {}
    }

    /**
     * A promise that its maker settles.
     *
     * @not-serializable
     */
    #[\AllowDynamicProperties]
    class ResolvablePromise extends Promise
    {
        /**
         * Settles with a value. A promise is adopted: its outcome becomes this one's.
         *
         * @throws \ION\InvalidUsageException when it is settled or under way, when ION has made it, or from
         *     outside the class scope that made it, if it is protected
         */
        public function done(mixed $value = null): static {}

        /**
         * Settles with a failure.
         *
         * @throws \ION\InvalidUsageException as done()
         */
        public function fail(\Throwable $error): static {}
    }

    /**
     * A promise for an operation that can be cancelled. Those that ION makes may be cancelled but not
     * settled by others.
     *
     * @not-serializable
     */
    #[\AllowDynamicProperties]
    class Deferred extends ResolvablePromise
    {
        /**
         * cancel() hands the canceller a CancelException. What it returns (unless null) is the result,
         * what it throws the failure. Without a canceller, or when it returns nothing, the failure is
         * the CancelException itself.
         *
         * A protected Deferred is settled only from the class scope that made it.
         */
        public function __construct(?callable $canceller = null, bool $protected = true) {}

        /**
         * Cancels; a settled one is left as it is. A coroutine or fiber gets the CancelException where
         * it waits, and decides; if it waits for a Deferred that it made through ION, that one is
         * cancelled in its place.
         */
        public function cancel(string $reason): static {}

        /**
         * Cancels with a TimeoutException when the time is over; 0 is the next turn of the loop. Does
         * not keep the loop alive. A second call replaces the first.
         *
         * @throws \ValueError for a negative time, INF or NAN
         */
        public function timeout(float $seconds): static {}
    }

    /**
     * A promise that is settled again and again: each run calls every handler. Whoever waits for it
     * (yield, await(), a returned Sequence, all()) gets the next run only.
     *
     * In a Fiber, and at top level, `foreach` takes one value after the other; what arrives while the
     * body runs is kept. It ends when the sequence is cancelled.
     *
     * @not-serializable
     */
    #[\AllowDynamicProperties]
    class Sequence extends Promise implements \IteratorAggregate
    {
        /**
         * The starter is called at each run with the arguments of the run; what it returns goes to the
         * handlers. Without one the first argument does. `$release` is called without arguments when
         * the last handler is gone; not when the sequence itself is destroyed.
         */
        public function __construct(?callable $starter = null, ?callable $release = null) {}

        /**
         * One run, with a promise for it. A failure in it that no handler takes is reported as that of
         * any promise.
         */
        public function __invoke(mixed ...$args): Promise {}

        /** The end: handlers are dropped, whoever waits gets a CancelException. */
        public function cancel(): void {}

        public function getIterator(): \Iterator {}
    }
}
