<?php

/** @generate-class-entries */

namespace ION\Process;

/**
 * Runs many programs, but only so many at once. The others wait for their turn: by priority, and in the
 * order of the calls among equals.
 *
 * While something waits or runs the loop keeps the queue, also when the script does not, and the queue
 * keeps the loop alive; not while it is paused and nothing runs. At the end of the script what runs is
 * stopped, as programs of Process::exec() are, and what waits is forgotten. In a forked copy of the
 * process the queue is empty and cannot be used.
 *
 * @strict-properties
 * @not-serializable
 */
final class ExecQueue implements \Countable
{
    /**
     * @param int $limit how many programs may run at once
     * @throws \ValueError a limit below 1
     */
    public function __construct(int $limit) {}

    /**
     * Process::exec() for when it is its turn: at once when there is room and nobody waits, else in
     * the loop. What is wrong with the arguments is thrown at once; everything that can be copied of them is.
     *
     * `timeout` and `idleTimeout` count from the start of the program, Deferred::timeout() from the
     * call of it. The reference in `pid` is set, and what the program inherits (working directory,
     * environment, umask) is taken, when it starts. `_ION_EXEC_LINE` is the line of this call.
     *
     * @param string|array $command a shell line, or a list of strings
     * @param array $options as for Process::exec()
     * @param int $queuePriority higher ones start earlier. Not the option `priority`, which is the nice
     *     value of the program
     * @return \ION\Deferred as Process::exec() gives. cancel() takes one that waits out of the queue,
     *     and runs the stop ladder of one that runs
     * @throws \ValueError as Process::exec()
     * @throws \TypeError as Process::exec()
     * @throws \ION\InvalidUsageException in a forked copy of the process that made the queue
     */
    public function exec(string|array $command, array $options = [], int $queuePriority = 0): \ION\Deferred {}

    /** How many programs may run at once. */
    public function getLimit(): int {}

    /**
     * A lower limit stops nothing that runs.
     *
     * @throws \ValueError a limit below 1
     */
    public function setLimit(int $limit): void {}

    /** How many wait. */
    public function count(): int {}

    /** How many run. */
    public function getRunning(): int {}

    /** No more starts until resume(); what runs goes on. */
    public function pause(): void {}

    /** Starts those for which there is room, and goes on. Harmless when it is not paused. */
    public function resume(): void {}

    /** Between pause() and resume(). */
    public function isPaused(): bool {}

    /**
     * Cancels all that wait; what runs goes on.
     *
     * @return int how many were cancelled
     */
    public function clear(): int {}

    /**
     * Done, with null, when nothing waits and nothing runs; after the handlers of the last one have
     * been called.
     */
    public function whenIdle(): \ION\Promise {}
}
