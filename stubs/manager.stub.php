<?php

/** @generate-class-entries */

namespace ION\Process;

/**
 * A collection of processes: own children and others alike. Members that have ended stay until they
 * are removed. foreach goes over those that are members when it begins.
 *
 * @strict-properties
 * @not-serializable
 */
final class Manager implements \Countable, \IteratorAggregate
{
    /**
     * Adds a process; one that is a member already is not added twice. A pid is that of an own child,
     * or of any other process, as for Process::attach().
     *
     * @param \ION\Process\ChildProcess|\ION\Process\ForeignProcess|int $process
     * @return \ION\Process\ChildProcess|\ION\Process\ForeignProcess the member
     * @throws \ValueError for a pid below 1
     * @throws \ION\ProcessException ESRCH: there is no such process
     */
    public function add(ChildProcess|ForeignProcess|int $process): ChildProcess|ForeignProcess {}

    /** The member with this pid, that one which lives if several had it; null when there is none. */
    public function get(int $pid): ChildProcess|ForeignProcess|null {}

    /**
     * Lets go of a member, and of nothing else: it runs on.
     *
     * @param \ION\Process\ChildProcess|\ION\Process\ForeignProcess|int $process
     * @return bool false: it is none
     */
    public function remove(ChildProcess|ForeignProcess|int $process): bool {}

    /** Lets go of all members. */
    public function clear(): void {}

    /** How many members there are, those that have ended included. */
    public function count(): int {}

    /**
     * The pids of the members that live.
     *
     * @return array list of int
     */
    public function getPids(): array {}

    /**
     * Sends every member that lives a signal. Those that may not be signalled are left out.
     *
     * @param int|string $signal 0 only counts
     * @return int how many were reached
     */
    public function signalAll(int|string $signal = "TERM"): int {}

    /** signalAll("KILL"). */
    public function killAll(): int {}

    /**
     * The moment in which all that are members now have ended; at once when there is none.
     *
     * @return \ION\Promise what Promise::settle() gives, in the order of the members. Never fails
     */
    public function whenAllExit(): \ION\Promise {}

    /** Over the members, from 0 on. */
    public function getIterator(): \Iterator {}
}
