<?php

/** @generate-class-entries */

namespace ION\Process;

/**
 * A process that this one has started: a copy of this PHP process that runs a function of its own (a
 * worker), or a program of Process::spawn().
 *
 * A worker: the object exists before the process. start() queues the fork for the next turn of the loop. The
 * channel to the child, getIPC(), exists from the beginning; what is sent before the start arrives.
 *
 * In the child a clean program begins: nothing of what the parent had under way goes on there, neither
 * callbacks, timers and promises nor output buffers, shutdown functions, exception handlers, pcntl
 * handlers and destructors. Objects of the parent's keep their state and can be used, but are never
 * destroyed; database links should be opened anew. set_error_handler() and autoloaders stay. Random
 * numbers are seeded anew. Signals are at their default (ignored ones stay ignored), none is blocked.
 *
 * The child ends when its function has returned and nothing keeps its loop alive: exit code 0. exit(n)
 * ends it with n. What nobody catches is printed, comes to the master by getError(), and gives 255.
 * Shutdown functions and destructors of the child itself run; everything sent is written first.
 *
 * @strict-properties
 * @not-serializable
 */
class ChildProcess
{
    /**
     * Options (an unknown one is a ValueError, null is as if not given). They take effect in the child
     * before the first line of its code, or the child does not run and whenStarted() fails.
     * - `user`, `group` string|int, `groups` list of them: as for Process::exec(); complete, verified,
     *   without a way back.
     * - `cwd` string: working directory, entered as the new user.
     * - `umask` int: 0 to 0777.
     * - `title` string: name of the process in ps.
     * - `limits` array<string, int|null|array>: see getrlimit(2); "nofile" => 1024, or [soft, hard]; null
     *   is unlimited. Names: cpu fsize data stack core rss nproc nofile memlock as locks sigpending
     *   msgqueue nice rtprio rttime. A child that changes to an unprivileged user writes no core files
     *   unless `core` is given.
     * - `priority` int: nice value, -20 to 19.
     * - `affinity` list of int: numbers of processors.
     * - `noNewPrivileges` bool: set-user-ID programs give nothing (prctl(2)); default: true with `user` or
     *   `group`, else false.
     * - `stdio` array<int, string|int|array|resource|Socket>: its standard streams 0, 1 and 2, in the
     *   forms of Process::exec(); those not named stay this process's. A "pipe" is there, as getStdout()
     *   and so on, from whenStarted() on.
     * - `cancel` int|string = "TERM", `stop` list of [signal, seconds] = [[cancel, 5], [KILL, 0]]: the
     *   ladder of stop(), and of the end of the script for a child that is still attached.
     *
     * @param array $options
     * @throws \ValueError for an option that does not exist, or a value that makes no sense
     * @throws \TypeError for one of the wrong type
     */
    public function __construct(array $options = []) {}

    /**
     * Queues the fork for the next turn of the loop.
     *
     * @param callable $main `function (IPC $master)`: runs in the child, at top level: it may await().
     *     A generator function is a coroutine. Then the loop runs until nothing keeps it alive.
     * @throws \ION\InvalidUsageException when it was started before, in a child that inherited the
     *     object, or where no process may be forked (under a web server, while other threads run)
     */
    public function start(callable $main): static {}

    /**
     * The channel to the child; in the child itself, the one to the master. When the start fails the channel
     * ends, and everybody who waits for a message or an answer is told why.
     *
     * @throws \ION\InvalidUsageException of a program that has none: only scripts of spawnScript() do
     */
    public function getIPC(): IPC {}

    /** What the child reads; null when it is no pipe (yet). Of a pseudo-terminal: as getStdout(). */
    public function getStdin(): ?Pipe {}

    /** What the child writes to its standard output; null when it is no pipe (yet). */
    public function getStdout(): ?Pipe {}

    /** What the child writes to its standard error; null when it is no pipe (yet). */
    public function getStderr(): ?Pipe {}

    /**
     * Our end of any descriptor that `stdio` says is a pipe.
     *
     * @param int $descriptor its number in the child
     * @throws \ValueError when it is none
     */
    public function getPipe(int $descriptor): Pipe {}

    /**
     * Another size for the pseudo-terminal of a program of spawn(), in characters: it gets SIGWINCH.
     *
     * @param int $columns 1 to 65535
     * @param int $rows 1 to 65535
     * @return bool false when the terminal is closed
     * @throws \ValueError for another number
     * @throws \ION\InvalidUsageException when it has none
     */
    public function resize(int $columns, int $rows): bool {}

    /**
     * The child runs, with its options in effect. Settles at once when that was so before.
     *
     * @return \ION\Promise of this object; fails with a SpawnException (stage and errno), and then so do
     *     whenReady() and whenExit()
     */
    public function whenStarted(): \ION\Promise {}

    /**
     * The child has called Process::ready().
     *
     * @return \ION\Promise of this object; fails with a ProcessException when it ends before
     */
    public function whenReady(): \ION\Promise {}

    /**
     * The end of the child; its last messages and whenDisconnected() of the channel came before.
     *
     * @return \ION\Promise of this object; fails as whenStarted() does, when it never ran
     */
    public function whenExit(): \ION\Promise {}

    /** 0 before the fork; stays after the end. In the child itself: its own. */
    public function getPID(): int {}

    /** A number that no other ChildProcess of this process has, from its construction on. */
    public function getId(): int {}

    /** Whether it runs, or has. */
    public function isStarted(): bool {}

    /** Whether there is a process: also while its options are being applied. */
    public function isAlive(): bool {}

    /** Whether it has run and ended. */
    public function isFinished(): bool {}

    /** Whether a signal ended it. */
    public function isSignaled(): bool {}

    /** The signal that ended it; 0 = none. */
    public function getSignal(): int {}

    /** The exit code; -1 while it runs, when a signal ended it, or when somebody else took the status. */
    public function getExitStatus(): int {}

    /** When it was forked, in seconds since 1970; 0.0 before. */
    public function getStartedTime(): float {}

    /** Seconds since the fork; of an ended child: how long it lived. 0.0 before. */
    public function getUptime(): float {}

    /**
     * What the ended child took, see getrusage(2); null before its end, and when somebody else took the
     * status.
     *
     * @return array|null user, system (seconds), maxRss (bytes), minorFaults, majorFaults,
     *     voluntarySwitches, involuntarySwitches, blocksIn, blocksOut
     */
    public function getUsage(): ?array {}

    /**
     * What ended the child: its uncaught exception or fatal error, the first one if there were more, as the
     * child told it (a hostile child may tell anything), or the `timeout` of a program; null = none. class
     * is the class of the exception, or the name of an error that is none: "E_ERROR" (the memory limit),
     * "E_PARSE" (the file of a script) ...
     *
     * @return array|null class, message, file (string), line (int)
     */
    public function getError(): ?array {}

    /**
     * Sends a signal. Never hits another process that has got the pid.
     *
     * @param int|string $signal number or name; 0 only asks whether it lives
     * @return bool false when it does not run: not yet, or not any more
     * @throws \ION\ProcessException EPERM, when it runs as somebody whom this process may not signal
     */
    public function kill(int|string $signal = "TERM"): bool {}

    /**
     * Sends a signal to the child and to all that it has started, and they, and so on: also those that
     * have lost their parents, or left the session and group. With KILL and STOP none of them can get
     * away by forking meanwhile. What the kernel does not let ION find is told in the guide, "Whole trees".
     * Other than stop() this is for workers, too.
     *
     * @param int|string $signal number or name; 0 only counts
     * @return int how many processes got it; 0 when there is none (any more)
     * @throws \ION\ProcessException EPERM, when none of them may be signalled
     */
    public function killTree(int|string $signal = "KILL"): int {}

    /**
     * Ends the child by its ladder: signal after signal until it is gone. A program goes with all that it
     * has started, like one of exec(); a worker is to end its own children. A second stop() with a ladder
     * begins that one at once. Before the fork the start is called off: whenStarted(), whenReady() and
     * whenExit() then fail with a CancelException.
     *
     * @param array|null $ladder list of [signal, seconds]; null: the options' one
     * @return \ION\Promise of this object: it is gone
     * @throws \ION\InvalidUsageException when it was never started
     */
    public function stop(?array $ladder = null): \ION\Promise {}

    /**
     * Lets the child live on its own: it survives this process, the channel is closed, the loop does not
     * wait for it. Its end is still noticed while the loop runs. Twice is harmless.
     *
     * @throws \ION\InvalidUsageException when it does not run, or is a program: that is detached from its
     *     start on, by the option `detached`
     */
    public function detach(): void {}

    /** The child keeps the loop alive while it lives: the default, but for a detached program. */
    public function ref(): static {}

    /**
     * It does not, but for a program until it is known whether it runs. At the end of the script it is
     * stopped all the same, unless it is detached.
     */
    public function unref(): static {}
}
