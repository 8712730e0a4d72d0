<?php

/** @generate-class-entries */

namespace ION\Process;

/**
 * A process that ION did not start, from Process::attach(). It is this very process: when it has
 * ended, and the kernel gives its number to another one, that other one is neither watched nor
 * signalled. Works on in a worker that inherits the object.
 *
 * @strict-properties
 * @not-serializable
 */
final class ForeignProcess
{
    private function __construct() {}

    /** The pid that it has, or had. */
    public function getPID(): int {}

    /** Whether it runs, asked now. A zombie does not. */
    public function isAlive(): bool {}

    /**
     * Sends a signal.
     *
     * @param int|string $signal by number or name; 0 only asks
     * @return bool false: it has ended
     * @throws \ION\ProcessException EPERM; EINVAL for pid 1, which nobody means
     */
    public function kill(int|string $signal = "TERM"): bool {}

    /**
     * Its end. How it ended is told to its own parent only. Who has called this keeps the loop alive
     * until then.
     *
     * @return \ION\Promise of this object. Fails with a ProcessException when it cannot be watched
     *     (memory, descriptors)
     */
    public function whenExit(): \ION\Promise {}

    /** When it was started, in seconds since the epoch, to a hundredth of a second; 0 without /proc. */
    public function getStartedTime(): float {}
}
