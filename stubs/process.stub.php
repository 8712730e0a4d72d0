<?php

/** @generate-class-entries */

namespace ION;

/**
 * Programs.
 *
 * @strict-properties
 * @not-serializable
 */
final class Process
{
    private function __construct() {}

    /**
     * Runs a program and collects its output.
     *
     * A string is a command line for `/bin/sh -c`: never build one from untrusted data. A list is
     * the program and its arguments, without any shell: each argument arrives byte for byte. A
     * program without a slash is looked for in the PATH of the caller; entries of PATH that are
     * empty or relative are left out.
     *
     * The program gets descriptors 0, 1 and 2 and nothing else, an empty signal mask, all signals
     * at their default, and the caller's environment and identity unless told otherwise. In its
     * environment `_ION_EXEC_LINE` is file:line of the calling PHP code. It dies with its parent
     * (PR_SET_PDEATHSIG); one that still runs at the end of the script is stopped by its ladder.
     *
     * Starting costs the same whatever the size of the calling process (the vfork family, for
     * all options), and the loop does not wait while the program is being loaded.
     *
     * Options (an unknown one is a ValueError, null is as if not given):
     * - `cwd` string: working directory; default: the caller's.
     * - `env` array<string, string|null>, `clearEnv` bool = false: variables over, or instead of,
     *   the caller's; null removes one, numbers become strings. `_ION_EXEC_LINE` may be given, too.
     * - `user`, `group` string|int, `groups` list of them: run as somebody else. A numeric string
     *   is a name first, then an id. A user alone brings its primary group and supplementary
     *   groups. The drop is complete and verified, or the program does not run.
     * - `pid` reference: gets the pid before exec() returns, also of a process that then fails to
     *   load the program.
     * - `cancel` int|string = "TERM": the first signal on cancel() and timeout.
     * - `stop` list of [signal, seconds] = [[cancel, 5], [KILL, 0]]: the whole ladder, in place of
     *   `cancel`: each signal is sent and given so long. After the last rung only the end is waited
     *   for.
     * - `timeout` float: seconds until the ladder; the promise fails with a TimeoutException. 0 is no
     *   timeout.
     * - `stdin` string|resource|iterable|null = null: what it reads, fed by the loop; null is
     *   /dev/null. An iterable gives strings, or what becomes one; what it throws stops the program
     *   and fails the promise. A program that does not read all of it is no error.
     * - `maxOutput` int = 67108864 bytes, for each stream; `overflow` "truncate" (keep the first
     *   maxOutput bytes and set Exec::$truncated), "kill" (ladder; done with cause `overflow`) or
     *   "fail" (ladder, then an ExecException).
     * - `drain` float = 1.0: seconds to wait after the exit for pipes that somebody else still
     *   holds open (Exec::$pipesHeld).
     * - `throw` bool = false: fail with an ExecException unless the exit code is 0.
     *
     * @param string|array $command a shell line, or a list of strings
     * @param array $options
     * @return \ION\Deferred of \ION\Process\Exec: done for every way a started program can end.
     *     Fails with SpawnException when it could not be started (the step and errno are in it),
     *     CancelException or TimeoutException (the partial outcome is in `->result`), or
     *     ExecException. cancel() runs the stop ladder and settles when the program is gone.
     */
    public static function exec(string|array $command, array $options = []): Deferred {}

    /**
     * The same, but waits: suspends the Fiber it is called in, else runs the loop meanwhile.
     *
     * @param string|array $command a shell line, or a list of strings
     * @param array $options as for exec()
     * @throws \ION\Process\SpawnException
     * @throws \ION\Promise\TimeoutException
     * @throws \ION\Process\ExecException
     * @throws \ION\PromiseException when ION::stop() is called meanwhile: the program goes on
     * @throws \ION\InvalidUsageException in a callback of the loop, where nobody may wait
     */
    public static function run(string|array $command, array $options = []): Process\Exec {}

    /**
     * Forks this process by hand; \ION\Process\ChildProcess does it for you. Both processes go on
     * after the call. The child has an event loop of its own: timers, promises, programs and channels
     * of the parent are not its business any more. It keeps everything else, as after pcntl_fork():
     * output buffers, shutdown functions, destructors, database links. Reap it with pcntl_waitpid().
     *
     * @return int the child's pid; 0 in the child
     * @throws \ION\ProcessException EAGAIN or ENOMEM in `->errno`
     * @throws \ION\InvalidUsageException in a callback of the loop, in a Fiber, a destructor, an
     *     output callback, under a web server, or while other threads run
     */
    public static function fork(): int {}

    /**
     * In a worker: tells the master that it is ready to work (ChildProcess::whenReady()). Once is
     * enough; a process that is no worker may call it, too.
     */
    public static function ready(): void {}

    /** Whether this process was forked by ChildProcess or fork(). */
    public static function isChild(): bool {}

    /** Whether there is a channel to the master: true in a worker, also when it is closed. */
    public static function hasParentIPC(): bool {}

    /** The channel to the master that a worker got as its argument; null in any other process. */
    public static function getParentIPC(): ?Process\IPC {}

    /**
     * The end of the parent process, whatever became of the channel to it. A worker that is attached
     * has 1.5 s from then on to finish; then it is killed. Waiting for it does not keep the loop alive.
     *
     * @return \ION\Promise of int: the pid that the parent had. Fails with a ProcessException where the
     *     kernel has no pidfds (before Linux 5.3), or without a free descriptor.
     */
    public static function whenParentExit(): Promise {}

    /** Whether a child that this process has started by ChildProcess lives with this pid. */
    public static function hasChildProcess(int $pid): bool {}

    /** The child with this pid; null when there is none (any more). */
    public static function getChildProcess(int $pid): ?Process\ChildProcess {}

    /**
     * The children that live, in the order of their start.
     *
     * @return array pid => \ION\Process\ChildProcess
     */
    public static function getChildProcesses(): array {}
}
