<?php

/** @generate-class-entries */

namespace ION\Internal;

/**
 * What ION\Revolt\Driver is made of: callbacks by identifier, microtasks, and the fibers they run in. Not for
 * other use.
 *
 * A callback, and the microtasks after it, run in a fiber that is used again for the next one, unless somebody
 * suspends in it. Nothing here keeps the scheduler: with its last reference its callbacks are gone.
 *
 * @internal
 * @not-serializable
 */
abstract class Scheduler
{
    /**
     * @param string $fiberLocal a class whose static clear() is called after each callback and microtask, if
     *     it was loaded until then
     */
    public function __construct(string $fiberLocal) {}

    /** Turns the loop until it is stopped or nothing keeps it alive. */
    public function run(): void {}

    /** After the turn that runs now. */
    public function stop(): void {}

    /** Not in a forked child of the process that runs it. */
    public function isRunning(): bool {}

    /** Before the first turn, and after every callback. */
    public function queue(\Closure $closure, mixed ...$args): void {}

    public function defer(\Closure $closure): string {}

    /** @param float $delay seconds; what does not fit into a clock is for ever */
    public function delay(float $delay, \Closure $closure): string {}

    /** @param float $interval seconds; what does not fit into a clock is for ever */
    public function repeat(float $interval, \Closure $closure): string {}

    public function onReadable(mixed $stream, \Closure $closure): string {}

    public function onWritable(mixed $stream, \Closure $closure): string {}

    /** @throws \ION\RuntimeException when the signal cannot be watched */
    public function onSignal(int $signal, \Closure $closure): string {}

    public function enable(string $callbackId): string {}

    public function disable(string $callbackId): string {}

    public function cancel(string $callbackId): void {}

    public function reference(string $callbackId): string {}

    public function unreference(string $callbackId): string {}

    public function isEnabled(string $callbackId): bool {}

    public function isReferenced(string $callbackId): bool {}

    public function getIdentifiers(): array {}

    /** "Defer", "Delay", "Repeat", "Readable", "Writable" or "Signal". */
    protected function kindOf(string $callbackId): string {}

    /** Another number in a forked child, where everything that the parent had is forgotten. */
    protected function generation(): int {}

    /** As run(), also until {main} is to go on. */
    public function drive(): void {}

    /** {main} goes on as soon as the running callback, or whatever else the loop calls now, returns. */
    public function resumeMain(): void {}

    /** Leaves the loop through whoever turns it, before anything else is called. */
    protected function raise(\Throwable $exception): void {}

    /** What an identifier that is not known gives. */
    abstract protected function unknown(string $callbackId): \Throwable;

    /** What a callback that returned something gives. */
    abstract protected function returned(string $callbackId, \Closure $closure): \Throwable;

    /** Something was thrown by a callback or microtask. */
    abstract protected function fail(\Closure $closure, \Throwable $exception): void;
}

/**
 * The fiber that calls what a scheduler has due: its function is a method of this.
 *
 * @internal
 * @strict-properties
 * @not-serializable
 */
final class Runner
{
    private function __construct() {}
}
