<?php

/** @generate-class-entries */

namespace ION;

/**
 * A callback that the loop runs when its time has come, its stream is ready or its signal has arrived.
 * Made by ION::defer(), delay(), repeat(), onReadable(), onWritable() and onSignal(); enabled and referenced from the start. The loop
 * keeps it as long as it is enabled, whether the program does or not.
 *
 * Nothing runs in the turn of the loop that enabled it, and what was disabled or cancelled does not
 * run any more, even if it was due already. A watcher of defer() or delay() is cancelled when its
 * callback is called.
 *
 * In a forked child, a worker of ION or another one, the watchers of its parent are disabled, and can be
 * enabled in the loop of the child.
 *
 * What a callback throws goes to the handler of ION::setErrorHandler(), else it leaves through
 * ION::dispatch(), which can be called again. A callback that is a generator function is a coroutine:
 * see ION::promise(). What a callback returns is not looked at.
 *
 * @strict-properties
 * @not-serializable
 */
final class Watcher
{
    private function __construct() {}

    /**
     * Starts it again: a time counts from now on. Harmless when it is enabled.
     *
     * @return static itself
     * @throws \ION\InvalidUsageException when it was cancelled
     * @throws \ION\InvalidUsageException when its stream was closed
     */
    public function enable(): static {}

    /**
     * Stops it until it is enabled again. Harmless when it is disabled or cancelled.
     *
     * @return static itself
     */
    public function disable(): static {}

    /**
     * Stops it for ever, and lets go of the callback and the stream. Harmless when it is cancelled.
     */
    public function cancel(): void {}

    /**
     * Keeps ION::dispatch() running as long as it is enabled; every watcher does from the start.
     *
     * @return static itself
     */
    public function reference(): static {}

    /**
     * Does not keep ION::dispatch() running; it is called all the same while something else does.
     *
     * @return static itself
     */
    public function unreference(): static {}

    /**
     * Its callback is called when it is due. false once it was cancelled.
     */
    public function isEnabled(): bool {}

    /**
     * As reference() and unreference() have set it; whether it is enabled plays no part.
     */
    public function isReferenced(): bool {}
}
