<?php

/** @generate-class-entries */

namespace ION\Process;

/**
 * How a program ended and what it printed.
 *
 * @strict-properties
 * @not-serializable
 */
final class Exec
{
    /** As given; of a list, the arguments quoted for a shell. */
    public readonly string $command;
    public readonly int $pid;
    public readonly string $stdout;
    public readonly string $stderr;
    /** Exit code, 0 to 255; -1 when it was killed by a signal or the status is unknown. */
    public readonly int $status;
    /** It was killed by a signal. */
    public readonly bool $signaled;
    /** That signal; 0 when none. */
    public readonly int $signal;
    /**
     * Why it ended: `exit`, `signal`, `timeout`, `idle` (of `idleTimeout`), `cancel`, `overflow` (more output
     * than `maxOutput`, with "kill" or "fail"), or `lost` when somebody else took its status (a wait for
     * any child): never guessed.
     */
    public readonly string $cause;
    /** Output over `maxOutput` was dropped. */
    public readonly bool $truncated;
    /** Somebody else still held one of the pipes when the drain limit was over. */
    public readonly bool $pipesHeld;
    public readonly bool $coreDumped;
    /** Epoch seconds. */
    public readonly float $startedTime;
    /** Seconds from the start to the exit. */
    public readonly float $duration;
    /**
     * What it used, its own children that it waited for included; see getrusage(2). `user`,
     * `system` in seconds, `maxRss` in bytes. The kernel counts the memory of the calling process
     * at the moment of the start into maxRss, so small programs show the caller's.
     *
     * @var array{user: float, system: float, maxRss: int, minorFaults: int, majorFaults: int,
     *     voluntarySwitches: int, involuntarySwitches: int, blocksIn: int, blocksOut: int}
     */
    public readonly array $usage;

    private function __construct() {}

    /** It ended by itself with exit code 0. */
    public function ok(): bool {}
}
