<?php

/** @generate-class-entries */

namespace {

    /**
     * The event loop of this request (and thread): one libevent base, made on first use, gone at the
     * end of the request.
     *
     * What keeps it running: timers, running programs, and whatever the classes of ION say of
     * themselves. What nobody waits for (Deferred::timeout(), ION::stop() with a delay) does not.
     *
     * Times are seconds as int or float, on the monotonic clock. A negative time, INF or NAN is a
     * ValueError.
     *
     * @strict-properties
     * @not-serializable
     */
    final class ION
    {
        /**
         * ION's version, as in phpversion('ion').
         *
         * @cvalue PHP_ION_VERSION
         * @var string
         */
        const VERSION = UNKNOWN;

        /**
         * The library behind the loop.
         *
         * @var string
         */
        const ENGINE = "libevent";

        /**
         * Its version, as loaded.
         *
         * @var string
         * @cvalue ion_loop_engine_version()
         */
        const ENGINE_VERSION = UNKNOWN;

        /**
         * dispatch(): make one turn (wait for the first event, run what is due) and return.
         *
         * @cvalue ION_LOOP_ONCE
         * @var int
         */
        const LOOP_ONCE = UNKNOWN;

        /**
         * dispatch(): make one turn without waiting: the pump for code that has a loop of its own.
         *
         * @cvalue ION_LOOP_NONBLOCK
         * @var int
         */
        const LOOP_NONBLOCK = UNKNOWN;

        private function __construct() {}

        /**
         * Runs the loop until ION::stop() is called or nothing keeps it alive any more.
         *
         * An exception that nobody catches in a callback leaves through here; the loop can be run
         * again. So do exit() and fatal errors.
         *
         * @param int $flags ION::LOOP_ONCE, ION::LOOP_NONBLOCK
         * @return bool true when stopped, or (with a flag) when there is more to wait for; false when
         *     nothing keeps the loop alive, at once if nothing did
         * @throws \ION\InvalidUsageException when the loop runs already
         */
        public static function dispatch(int $flags = 0): bool {}

        /**
         * Ends dispatch() after the current callback or, with a delay, after the turn in which the
         * delay expires. A delay does not keep the loop alive and is forgotten when dispatch() ends
         * before. Called while the loop does not run, the next dispatch() makes one turn without
         * waiting. Where the loop of Revolt is turned in place of dispatch(), that ends.
         *
         * @param float $after seconds
         */
        public static function stop(float $after = 0.0): void {}

        /**
         * Gives a process that was forked by other means than ION's a clean loop: nothing that the
         * parent waited for runs here, its programs are forgotten (not signalled, not reaped), and
         * the parent's loop is not disturbed. A loop used in such a child does this by itself;
         * calling it by hand frees the inherited descriptors earlier.
         *
         * @throws \ION\InvalidUsageException when the loop runs
         */
        public static function reinit(): void {}

        /**
         * A timer.
         *
         * @param float $seconds from now; never early
         * @return \ION\Deferred resolves to true; cancel() stops the timer. Fails when the system has
         *     no descriptors left for a loop
         */
        public static function await(float $seconds): \ION\Deferred {}

        /**
         * A repeating timer without drift: runs at fixed multiples of the period from now on. Runs
         * that were missed while the process was busy are left out. Keeps the loop alive until
         * cancelled.
         *
         * @param float $seconds the period; 0 = every turn of the loop
         * @param string $name for cancelInterval(); "" = none
         * @return \ION\Sequence runs with the number of the period (1, 2, ...; a number that is
         *     skipped was missed)
         * @throws \ValueError when an interval of that name runs
         */
        public static function interval(float $seconds, string $name = ""): \ION\Sequence {}

        /**
         * Ends the interval of that name.
         *
         * @return bool false when there is none
         */
        public static function cancelInterval(string $name): bool {}

        /**
         * Makes a promise of anything. A promise is itself. A Closure runs now; when it is a
         * generator function it becomes a coroutine: each promise it yields is waited for. A
         * Generator is driven likewise. Of an array the promises in it are awaited, keys kept.
         * Anything else, strings included, is the value of a settled promise.
         *
         * For a Closure, a Generator and an array the result is a Deferred, so it can be cancelled.
         */
        public static function promise(mixed $x): \ION\Promise {}

        /**
         * Runs the function in a Fiber, in which Promise::await() suspends only that Fiber.
         *
         * @param mixed $args for the function
         * @return \ION\Deferred of what it returns; cancel() throws the CancelException where the
         *     Fiber waits
         */
        public static function async(callable $fn, mixed ...$args): \ION\Deferred {}

        /**
         * A Deferred that is given to the resolver at once. What the resolver throws is its failure,
         * or, when it was settled before, leaves through here.
         *
         * @param callable $resolver gets the Deferred, to call done() or fail() on it sooner or later
         * @param callable|null $canceller see \ION\Deferred::__construct()
         */
        public static function deferred(callable $resolver, ?callable $canceller = null): \ION\Deferred {}

        /**
         * Runs the function at the beginning of the next turn of the loop, before everything else of
         * that turn; several in the order of the calls.
         *
         * @param callable $callback function (\ION\Watcher $watcher): void
         * @throws \ION\RuntimeException when the system has no descriptors left for a loop
         */
        public static function defer(callable $callback): \ION\Watcher {}

        /**
         * Runs the function once, when the time is over. Never early.
         *
         * @param float $seconds from now; what is over 292 years never comes
         * @param callable $callback function (\ION\Watcher $watcher): void
         * @throws \ION\RuntimeException when the system has no descriptors left for a loop
         */
        public static function delay(float $seconds, callable $callback): \ION\Watcher {}

        /**
         * Runs the function again and again, at multiples of the period from now on, without drift; what
         * was missed while the process was busy is left out.
         *
         * @param float $seconds the period; 0 = once in every turn of the loop
         * @param callable $callback function (\ION\Watcher $watcher): void
         * @throws \ION\RuntimeException when the system has no descriptors left for a loop
         */
        public static function repeat(float $seconds, callable $callback): \ION\Watcher {}

        /**
         * Runs the function in every turn in which something can be read from the stream, or its end was
         * reached, without having to wait. Bytes that PHP keeps in the buffer of the stream count. Files
         * and /dev/null are always ready.
         *
         * Several watchers may have the same stream. Cancel (or disable) them before the stream is closed:
         * a watcher whose stream was closed is cancelled with an InvalidUsageException, which takes the way
         * of an exception of its callback.
         *
         * @param resource $stream a stream with a descriptor (socket, pipe, file, php://stdin ...) or a \Socket
         * @param callable $callback function (resource|\Socket $stream, \ION\Watcher $watcher): void
         * @throws \TypeError when it is no open stream or socket
         * @throws \ValueError when the stream has no descriptor (php://memory)
         * @throws \ION\RuntimeException when the system has no descriptors left for a loop
         */
        public static function onReadable($stream, callable $callback): \ION\Watcher {}

        /**
         * The same for writing: also when a connection was made, or failed.
         *
         * @param resource $stream see onReadable()
         * @param callable $callback function (resource|\Socket $stream, \ION\Watcher $watcher): void
         * @throws \TypeError when it is no open stream or socket
         * @throws \ValueError when the stream has no descriptor (php://memory)
         * @throws \ION\RuntimeException when the system has no descriptors left for a loop
         */
        public static function onWritable($stream, callable $callback): \ION\Watcher {}

        /**
         * Runs the function for each delivery of a signal, in the loop and never in the middle of other
         * code. Several watchers may have the same signal. What the process did with the signal before is
         * restored when the last of them is disabled or cancelled. A watcher keeps the loop alive until
         * then: unreference() it where the signal alone is nothing to wait for.
         *
         * @param int|string $signal number or name, with or without "SIG"
         * @param callable $callback function (int $signal, \ION\Watcher $watcher): void
         * @throws \ValueError for what is no signal, or one that no program can have (KILL, STOP) or go on
         *     after (SEGV, BUS, FPE, ILL)
         * @throws \ION\RuntimeException when another thread of the process watches the signal, or the
         *     system has no descriptors left
         */
        public static function onSignal(int|string $signal, callable $callback): \ION\Watcher {}

        /**
         * Who gets every uncaught throwable of a callback of the loop, and every failed promise that
         * nobody handled by the time it is destroyed. Without a handler the first leave through
         * dispatch(), the others are an E_WARNING with class, message and where the promise was made.
         * What the handler throws leaves through dispatch(). It may be called while a promise is being
         * destroyed, where PHP before 8.4 starts no fibers.
         *
         * @param callable|null $handler function (\Throwable $error): void; null = the default
         */
        public static function setErrorHandler(?callable $handler): void {}

        /**
         * Counters of this request.
         *
         * @param bool $reset start php_time, calls_count and reset_ts anew after reading
         * @return array{php_time: float, calls_count: int, reset_ts: float, watchers: int, execs: int,
         *     children: int, channels: int} php_time: seconds spent in callbacks of the loop;
         *     calls_count: how many there were; reset_ts: epoch seconds of the last reset; then what
         *     is live now: armed timers and descriptors, running programs, forked children, channels
         */
        public static function getStats(bool $reset = false): array {}
    }
}
