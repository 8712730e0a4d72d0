<?php

/** @generate-class-entries */

namespace ION;

/**
 * This process: the programs and workers it starts, its signals, its users and limits, and its life as a
 * daemon.
 *
 * @strict-properties
 * @not-serializable
 */
final class Process
{
    /**
     * getPriority(), setPriority(): of one process, a process group, all processes of a user.
     *
     * @var int
     * @cvalue PRIO_PROCESS
     */
    const PRIO_PROCESS = UNKNOWN;

    /**
     * @var int
     * @cvalue PRIO_PGRP
     */
    const PRIO_PGRP = UNKNOWN;

    /**
     * @var int
     * @cvalue PRIO_USER
     */
    const PRIO_USER = UNKNOWN;

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
     * (PR_SET_PDEATHSIG); one that still runs at the end of the script is stopped by its ladder, with
     * all that it has started. What a program leaves behind that ends by itself is left alone.
     *
     * Starting costs the same whatever the size of the calling process (the vfork family, for
     * all options), and the loop does not wait while the program is being loaded.
     *
     * Options (an unknown one is a ValueError, null is as if not given):
     * - `cwd` string: working directory; default: the caller's.
     * - `env` array<string, string|null>, `clearEnv` bool = false: variables over, or instead of,
     *   the caller's; null removes one, numbers become strings. `_ION_EXEC_LINE` may be given, too, and
     *   `_ION_TREE`, by which orphans of the program are found; null: they are not.
     * - `user`, `group` string|int, `groups` list of them: run as somebody else. A numeric string
     *   is a name first, then an id. A user alone brings its primary group and supplementary
     *   groups. The drop is complete and verified, or the program does not run.
     * - `pid` reference: gets the pid before exec() returns, also of a process that then fails to
     *   load the program.
     * - `cancel` int|string = "TERM": the first signal on cancel() and timeout.
     * - `stop` list of [signal, seconds] = [[cancel, 5], [KILL, 0]]: the whole ladder, in place of
     *   `cancel`: each signal is sent, to the program and all that it has started, and given so long.
     *   After the last rung only the end is waited for; what is left when the program is gone is killed.
     * - `timeout` float: seconds until the ladder; the promise fails with a TimeoutException. 0 is no
     *   timeout.
     * - `stdin` string|resource|iterable|null = null: what it reads, fed by the loop; null is
     *   /dev/null. An iterable gives strings, or what becomes one; what it throws stops the program
     *   and fails the promise. A program that does not read all of it is no error.
     * - `onStdout`, `onStderr` callable: `function (string $chunk)`, called with what the program writes
     *   as it comes, at most 64 KiB at a time, in place of collecting it; `maxOutput` does not count
     *   then. What it throws stops the program and fails the promise. Lines may be cut anywhere.
     * - `idleTimeout` float: as `timeout`, but since the program last wrote something that is collected
     *   or given to a callback; the cause is `idle`.
     * - `stdio` array<int, string|int|array|resource|Socket>: what is behind the descriptors of the
     *   program, 0 to 65535: "pipe" (collected; only 1 and 2), "null" (/dev/null), "inherit" (this
     *   process's own of that number), ["file", path, mode of fopen()], a stream or Socket, or the
     *   number of another descriptor of the program: [2 => 1] puts errors into the output. Default:
     *   null, pipe, pipe. What PHP has read ahead of a stream that
     *   cannot be sought does not reach the program; others are set to where PHP stands in them.
     * - `pty` array|bool: [columns, rows], or true for [80, 24]: a pseudo-terminal as what `stdio` does
     *   not name of 0, 1 and 2, in a session of its own. All output comes as standard output, with the
     *   terminal's line ends; the end of `stdin` is typed as Ctrl-D.
     * - `session` bool, `newGroup` bool = false: a session (setsid(2)), or process group of its own:
     *   signals typed at the terminal do not reach it.
     * - `detached` bool = false: a session of its own, and the end of this process or script leaves it
     *   alone. Where `stdio` says nothing its descriptors are /dev/null.
     * - `priority` int: nice value, -20 to 19. `umask` int: 0 to 0777. `affinity` list of int: numbers of
     *   processors, all of which must be there. `limits` array<string, int|null|array>: see
     *   ChildProcess::__construct().
     * - `noNewPrivileges` bool = false: set-user-ID programs give it nothing (prctl(2)).
     * - `cgroup` string: absolute path of a control group's directory, which the program joins before
     *   it runs; made if it is not there, and then removed when the program has ended. See cgroups(7).
     * - `pidNamespace` bool = false: it is process 1 of a PID namespace: whatever it has started ends
     *   with it, by the kernel. Needs CAP_SYS_ADMIN. Signals it has no handler for do not reach it but
     *   KILL and STOP, see pid_namespaces(7).
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
     *     ExecException. cancel() runs the stop ladder and settles when the program is gone, and all
     *     that it has started and that could be found.
     * @throws \ValueError for an option that does not exist, or a value that makes no sense; nothing is
     *     started then
     * @throws \TypeError for one of the wrong type
     */
    public static function exec(string|array $command, array $options = []): Deferred {}

    /**
     * The same, but waits: suspends the Fiber it is called in, else runs the loop meanwhile.
     *
     * @param string|array $command a shell line, or a list of strings
     * @param array $options as for exec()
     * @throws \ValueError as exec()
     * @throws \TypeError as exec()
     * @throws \ION\Process\SpawnException
     * @throws \ION\Promise\TimeoutException
     * @throws \ION\Process\ExecException
     * @throws \ION\PromiseException when ION::stop() is called meanwhile: the program goes on
     * @throws \ION\InvalidUsageException in a callback of the loop, where nobody may wait
     */
    public static function run(string|array $command, array $options = []): Process\Exec {}

    /**
     * Starts a program that lives beside this one, with pipes to talk with it.
     *
     * It is started before this returns; that it has become the program (or could not) is told by
     * whenStarted(). Command, environment and what the program inherits are as for exec().
     *
     * Options are those of exec() but `stdin`, `onStdout`, `onStderr`, `idleTimeout`, `maxOutput`,
     * `overflow`, `drain` and `throw`. Differences:
     * - `stdio`: the default is a pipe for 0, 1 and 2: getStdin(), getStdout(), getStderr(). A program
     *   whose output nobody reads stops when a pipe is full (64 KiB): read it, or say "null" or
     *   "inherit". A "pipe" above 2 goes both ways: getPipe().
     * - `pty`: getStdin() and getStdout() are one Pipe, the terminal.
     * - `timeout`: ends it by its ladder; getError() says so then.
     * - `detached`: once it runs it does not keep the loop alive; ChildProcess::ref() changes that.
     *
     * One that still runs at the end of the script is stopped by its ladder, unless it is `detached`.
     *
     * @param string|array $command a shell line, or a list of strings
     * @param array $options
     * @throws \ValueError as exec(); whatever depends on the world fails whenStarted() instead
     * @throws \TypeError as exec()
     */
    public static function spawn(string|array $command, array $options = []): Process\ChildProcess {}

    /**
     * Starts a PHP script as a process of its own, with a channel to it: getIPC() here, getParentIPC()
     * there. Other than a forked worker it begins with nothing of this process's memory, so that it
     * costs the same whatever this process has, and may have other code, or another ini.
     *
     * It is the same PHP binary with the same ini (-n, -c and -d of this process's command line), but
     * for what ini_set() has changed. Both ends can be used before the script has begun: what is sent
     * waits. When the script ends, what it has sent is written first, and a fatal error (an uncaught
     * exception is one) is known to getError().
     *
     * Options are those of spawn(), where `stdio` is null, inherit, inherit unless told otherwise, and
     * - `php` string: another binary, found as a program of exec(); it gets none of this process's ini.
     * - `ini` array<string, scalar>: settings on top.
     *
     * @param string $file relative to the working directory of this process, whatever `cwd` says; when it
     *     is not there, whenStarted() fails (stage `exec`)
     * @param array $args list of strings: $argv[1] and on
     * @param array $options
     * @throws \ValueError as exec()
     * @throws \TypeError as exec()
     * @throws \ION\InvalidUsageException under a web server, whose binary runs no scripts, without `php`
     */
    public static function spawnScript(string $file, array $args = [], array $options = []): Process\ChildProcess {}

    /**
     * Puts another program in the place of this process, which keeps its pid: execve(2), `exec` of a
     * shell. Returns only by an exception; then this process goes on as it was.
     *
     * The program is found and gets its arguments as with exec(). It has descriptors 0, 1 and 2 as
     * they are and nothing else, an empty signal mask, all signals at their default, and no interval
     * timer; working directory, umask, ids, limits, session and the parent stay. Output buffers are
     * flushed, and what a worker has sent to its master is written. Nothing else of the script
     * happens: no shutdown functions, no destructors, no finally blocks, no temporary files removed;
     * what still waits in a Pipe is lost.
     * A pid file's lock is given back, the file stays. A worker's channel is closed; without its
     * master the program is killed at once.
     *
     * @param array $argv a list of strings: the program and its arguments
     * @param array|null $env name => string, the whole environment; null is the one of this process
     * @throws \ION\Process\SpawnException the step (`exec`, mostly) and the errno are in it
     * @throws \ION\InvalidUsageException while programs or child processes run that are not detached, in
     *     the callback of an output buffer, under a web server, or while other threads run
     */
    public static function replace(array $argv, ?array $env = null): never {}

    /**
     * Where exec() would find a program: the first plain file along the PATH that the effective user
     * may execute, in the absolute entries only. A name with a slash is not looked up, only checked.
     * The running PHP is PHP_BINARY.
     *
     * @param string $name
     * @param string|null $path directories with `:` between them; null is the PATH of the caller, or
     *     `/usr/local/bin:/usr/bin:/bin` when there is none
     * @return string|null the path, or null when there is none
     */
    public static function which(string $name, ?string $path = null): ?string {}

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
     * In a worker or a script of spawnScript(): tells the master that it is ready to work
     * (ChildProcess::whenReady()). In a daemon:
     * lets the process that called daemonize() end with success. Once is enough; any other process may
     * call it, too.
     */
    public static function ready(): void {}

    /** Whether this process was forked by ChildProcess or fork(), or started by spawnScript(). */
    public static function isChild(): bool {}

    /** Whether there is a channel to the master: true in a worker and a script of spawnScript(), also when it is closed. */
    public static function hasParentIPC(): bool {}

    /**
     * The channel to the master: what a worker got as its argument, and what a script of spawnScript() was
     * started with; null in any other process.
     */
    public static function getParentIPC(): ?Process\IPC {}

    /**
     * The end of the parent process, whatever became of the channel to it. A worker that is attached
     * has 1.5 s from then on to finish; then it is killed. Waiting for it does not keep the loop alive.
     *
     * @return \ION\Promise of int: the pid that the parent had. Fails with a ProcessException where the
     *     kernel has no pidfds (before Linux 5.3), or without a free descriptor.
     */
    public static function whenParentExit(): Promise {}

    /**
     * A signal, as a Sequence that runs with its number, in the loop and never in the middle of other
     * code: once for each delivery, at least once and at most as often as it was sent. `yield` or
     * await() waits for one.
     *
     * The signal is taken from this call on, until clearSignal() or cancel() of the Sequence; there is
     * one Sequence for each signal, and every call gives it. While nobody listens a signal is kept,
     * once, for the next one who does. Somebody who listens keeps the loop alive. A handler that PHP
     * code set before by pcntl_signal() is called, too; pcntl_signal() afterwards takes the signal away
     * until signal() is called again. A worker starts without any.
     *
     * @param int|string $signal "TERM", "SIGTERM" or 15
     * @return \ION\Sequence of int
     * @throws \ValueError for what is no signal, KILL and STOP, the faults SEGV, BUS, FPE and ILL, and
     *     SIGRTMAX-1, which is ION's own
     * @throws \ION\ProcessException EBUSY: another thread has it
     */
    public static function signal(int|string $signal): Sequence {}

    /**
     * Ends what signal() and ignoreSignal() began: what the signal did before, it does again, exactly.
     * Whoever waits for the Sequence gets a CancelException. A disposition that somebody else has set
     * since is left alone, and so are whenShutdown() and ION::onSignal().
     *
     * @param int|string|null $signal null: all of them
     */
    public static function clearSignal(int|string|null $signal = null): void {}

    /**
     * Ignores a signal until clearSignal() or signal(). Programs and workers that are started
     * meanwhile do not see it: programs start with every signal at its default, workers go on ignoring
     * it. A Sequence of the signal ends.
     *
     * @param int|string $signal
     * @throws \ValueError also for CHLD: the statuses of children would be lost
     * @throws \ION\InvalidUsageException while whenShutdown() or ION::onSignal() watch it
     */
    public static function ignoreSignal(int|string $signal): void {}

    /**
     * Sends a signal. Signal 0 only asks whether there is such a process. A child of ION is never
     * mistaken for a stranger that got its number.
     *
     * @param int $pid greater than 1: neither "everybody" nor init
     * @param int|string $signal number or name
     * @param bool $group to every process of the group $pid
     * @throws \ValueError for another pid, or what is no signal
     * @throws \ION\ProcessException ESRCH or EPERM in `->errno`
     */
    public static function kill(int $pid, int|string $signal = "TERM", bool $group = false): void {}

    /** Whether a process with this pid runs, whoever it belongs to. A zombie does not. */
    public static function isRunning(int $pid): bool {}

    /**
     * The first of the signals TERM, INT and QUIT: the wish that this program should end. It is up to
     * the program to do so. Whoever sends a second one does not want to wait: children are killed, and
     * the program ends with exit code 128 + signal.
     *
     * The signals are taken from the first call on and noticed by the loop, which stays alive until one
     * came.
     *
     * @return \ION\Promise of int: the number of the signal
     * @throws \ION\ProcessException EBUSY: another thread has them
     */
    public static function whenShutdown(): Promise {}

    /**
     * Whether one of TERM, INT and QUIT came since this or whenShutdown() was called first; also seen
     * by code that does not run the loop. Does not keep the loop alive.
     *
     * @throws \ION\ProcessException EBUSY: another thread has them
     */
    public static function isShutdownRequested(): bool {}

    /**
     * Ends this process, as exit() does.
     *
     * @param int $code 0 to 255
     * @param bool $hard at once: no shutdown function, destructor or output buffer is run, and nothing
     *     is said to anybody
     */
    public static function exit(int $code = 0, bool $hard = false): never {}

    /** The pid of this process. */
    public static function getPid(): int {}

    /** The pid of the parent, as it is now: it changes when the parent ends. */
    public static function getParentPid(): int {}

    /**
     * The end of one child that was started by ChildProcess, each of which is told once, in the order
     * of their ends. Children that are queued are waited for as well. It takes nothing away from
     * ChildProcess::whenExit(). Of children that nobody asks for the last 32,768 ends are kept.
     *
     * With $blocking = false it only looks; in a handler of signal("CHLD") ask until it is false, for
     * many ends may make one signal. Waiting suspends the Fiber it is called in, else runs the loop
     * meanwhile.
     *
     * @return array|false pid, code (0 after a signal, -1 when somebody else took the status), signal;
     *     false when no child is left, or (not blocking) none has ended
     * @throws \ION\InvalidUsageException when it would have to wait in a callback of the loop
     */
    public static function wait(bool $blocking = true): array|false {}

    /**
     * Sends every child that was started by ChildProcess a signal, those that were detached left aside.
     * Queued ones are called off, as by stop(). Programs of exec() are not children.
     *
     * @param int|string $signal 0 only counts
     * @return int how many were reached
     */
    public static function killAll(int|string $signal = "TERM"): int {}

    /**
     * The moment in which no child is alive or queued, those that were detached left aside; at once
     * when there is none.
     *
     * @return \ION\Promise of true; never fails
     */
    public static function whenAllExit(): Promise {}

    /**
     * Children in numbers: started, finished and, of these, signaled, since the request began; failed
     * (could not be started); running and queued now; programs of exec() that run; and `children`, a
     * table of those that run: pid => id, state ("starting" or "running"), detached, startedTime
     * (seconds since the epoch), uptime (seconds).
     */
    public static function getStats(): array {}

    /**
     * Takes hold of a process that ION did not start: to be told of its end, and to signal it and never
     * another one that got its number.
     *
     * @param int $pid at least 1
     * @throws \ION\ProcessException ESRCH when there is no such process (a zombie has ended); EMFILE;
     *     ENOSYS before Linux 5.3
     */
    public static function attach(int $pid): Process\ForeignProcess {}

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

    /**
     * What the system knows of a user.
     *
     * @param string|int|null $user a name, an id, or a numeric string that is a name first and then an
     *     id; null: the effective user of this process
     * @return array|false uid, name, gecos, gid, dir, shell; false when there is no such user. A process
     *     that runs with an id without an entry has empty strings.
     * @throws \ION\ProcessException when the databases cannot be read
     */
    public static function getUser(string|int|null $user = null): array|false {}

    /**
     * What the system knows of a group.
     *
     * @param string|int|null $group as for getUser(); null: the effective group of this process
     * @return array|false gid, name, members (list of names); false when there is no such group
     * @throws \ION\ProcessException when the databases cannot be read
     */
    public static function getGroup(string|int|null $group = null): array|false {}

    /**
     * Makes this process run as another user, for good: real, effective and saved ids, the supplementary
     * groups, no capability left. All of it is read back, and the ways back are tried: only a change that
     * is complete returns. What the process is already needs no privilege.
     *
     * After a failure the process is what it was; if that cannot be so the message says it, and the
     * process must not go on. Open files and the environment (HOME, USER) stay.
     *
     * @param string|int $user a name, an id, or a numeric string that is a name first and then an id
     * @param bool $groups true: with the user's primary group and supplementary groups; false: the groups
     *     stay as setGroup() and setGroups() have made them
     * @return array the record of the previous user, see getUser()
     * @throws \ION\ProcessException ENOENT for an unknown user, EPERM without privileges
     * @throws \ION\InvalidUsageException while other threads run
     */
    public static function setUser(string|int $user, bool $groups = true): array {}

    /**
     * Makes this process run with another group: real, effective and saved. Supplementary groups stay.
     * Before setUser(), which takes the privilege for it.
     *
     * @param string|int $group as for setUser()
     * @return array the record of the previous group, see getGroup()
     * @throws \ION\ProcessException ENOENT for an unknown group, EPERM without privileges
     * @throws \ION\InvalidUsageException while other threads run
     */
    public static function setGroup(string|int $group): array {}

    /**
     * Sets the supplementary groups of this process, exactly these. Before setUser(), which takes the
     * privilege for it.
     *
     * @param array $groups list of names and ids
     * @return array list of the ids of the previous ones
     * @throws \ION\ProcessException ENOENT for an unknown group, EPERM without privileges
     * @throws \ION\InvalidUsageException while other threads run
     */
    public static function setGroups(array $groups): array {}

    /**
     * The nice value; of several processes the most favoured one.
     *
     * @param int|null $pid a pid, for PRIO_PGRP a process group, for PRIO_USER a user id; null or 0: the
     *     own one
     * @param int $which PRIO_PROCESS, PRIO_PGRP or PRIO_USER
     * @return int -20 (most favoured) to 19
     * @throws \ION\ProcessException ESRCH
     */
    public static function getPriority(?int $pid = null, int $which = Process::PRIO_PROCESS): int {}

    /**
     * Sets the nice value.
     *
     * @param int $priority -20 (most favoured) to 19; lowering it needs privileges
     * @param int|null $pid as for getPriority()
     * @param int $which PRIO_PROCESS, PRIO_PGRP or PRIO_USER
     * @return int the old one
     * @throws \ION\ProcessException ESRCH, EPERM or EACCES
     */
    public static function setPriority(int $priority, ?int $pid = null, int $which = Process::PRIO_PROCESS): int {}

    /**
     * The processors that a process may run on.
     *
     * @param int|null $pid null: this process
     * @return array list of their numbers, from 0 on
     * @throws \ION\ProcessException ESRCH
     */
    public static function getAffinity(?int $pid = null): array {}

    /**
     * Lets a process run on these processors only. Processes that it starts later inherit that.
     *
     * @param array $cpus list of numbers, see getAffinity()
     * @param int|null $pid null: this process
     * @throws \ION\ProcessException EINVAL when one of them does not exist or may not be used: then
     *     nothing has changed; ESRCH, EPERM
     */
    public static function setAffinity(array $cpus, ?int $pid = null): void {}

    /**
     * A limit of this process, see getrlimit(2).
     *
     * @param string $name cpu, fsize, data, stack, core, rss, nproc, nofile, memlock, as, locks,
     *     sigpending, msgqueue, nice, rtprio or rttime
     * @return array soft, hard: int, or null for unlimited
     * @throws \ValueError for another name; it lists them
     */
    public static function getLimit(string $name): array {}

    /**
     * Sets a limit of this process and of what it starts later.
     *
     * @param string $name as for getLimit()
     * @param int|null $soft null: unlimited
     * @param int|null $hard null: unlimited; left out: stays. It can be lowered; raising it needs privileges
     * @throws \ValueError for another name, a negative number, or a soft limit over the hard one
     * @throws \ION\ProcessException EPERM, EINVAL
     */
    public static function setLimit(string $name, ?int $soft, ?int $hard = null): void {}

    /**
     * What this process has taken so far, its children not counted, see getrusage(2).
     *
     * @return array user, system (seconds), maxRss (bytes), minorFaults, majorFaults, voluntarySwitches,
     *     involuntarySwitches, blocksIn, blocksOut
     */
    public static function getUsage(): array {}

    /** How many processors this process may run on: at least 1. */
    public static function getCpuCount(): int {}

    /**
     * How many processes wanted to run, see getloadavg(3).
     *
     * @return array list of three floats: averages over the last 1, 5 and 15 minutes
     */
    public static function getLoad(): array {}

    /**
     * Standard input of this process, to be read without blocking the loop. The stream is shared with the
     * shell and with programs that are started: its flags stay as they are, and bytes that were read ahead
     * (readLine() does that) are not there for the others. So it is with STDIN and fgets() beside it.
     * Always the same Pipe; each forked process has its own.
     *
     * It is for the command line. Under a web server descriptor 0 is the server's; the body of a request
     * is in php://input.
     *
     * @throws \ION\ProcessException EBADF when it is closed
     */
    public static function stdin(): Process\Pipe {}

    /**
     * Standard output, written without blocking the loop; see stdin(). What echo writes goes through PHP's
     * output buffers, and comes first only when those are empty.
     *
     * @throws \ION\ProcessException EBADF when it is closed
     */
    public static function stdout(): Process\Pipe {}

    /**
     * Standard error; see stdout().
     *
     * @throws \ION\ProcessException EBADF when it is closed
     */
    public static function stderr(): Process\Pipe {}

    /**
     * The name under which ps shows this process; top shows the first 15 bytes. A long one is cut to the
     * room that arguments and environment took at the start. Each forked process has a title of its own.
     * Where isTitleSupported() is false only the short name changes.
     *
     * @param string $title without NUL bytes
     */
    public static function setTitle(string $title): void {}

    /** What was set last, as far as there was room for it; an empty string when nothing was. */
    public static function getTitle(): string {}

    /** Whether ps shows the whole title: on the command line, not under a web server. */
    public static function isTitleSupported(): bool {}

    /**
     * Locks a file and writes the own pid into it: at most one process holds it at a time. The lock
     * (flock(2)) decides, not the number: a file that a killed process has left behind is no obstacle.
     *
     * The lock is held until the script has ended and its workers and programs with it; the file is
     * then removed, or emptied where the directory may not be changed any more. Programs and forked
     * processes do not have it.
     *
     * @param string $path made if need be; must not be a symbolic link
     * @throws \ION\ProcessException EAGAIN when a process holds it; ENOENT, EACCES, EINVAL (no plain
     *     file) ...
     */
    public static function lockPidFile(string $path): void {}

    /**
     * Makes a file standard input (read), output or error (appended to; made if need be) of this process
     * and of what it starts later.
     *
     * @param int $fd 0, 1 or 2
     * @param string $path a relative one is remembered as an absolute one
     * @throws \ION\ProcessException when it cannot be opened; the stream is then as before
     */
    public static function redirect(int $fd, string $path): void {}

    /**
     * Opens the files of redirect() and daemonize() anew, after they were renamed by a rotation of logs.
     * Workers do that for themselves.
     *
     * @throws \ION\ProcessException when one cannot be opened: then none has changed
     */
    public static function reopen(): void {}

    /**
     * Tells the service manager (systemd) about this service, see sd_notify(3). A message is lines such
     * as READY=1, STATUS=text, RELOADING=1 (the time that systemd wants with it is added), STOPPING=1,
     * WATCHDOG=1, or FDSTORE=1 with FDNAME=name and streams.
     *
     * @param string $state one or several lines
     * @param array $handles streams or Sockets that go with it, for FDSTORE
     * @return bool false when there is no service manager that wants to know: NOTIFY_SOCKET is not set
     * @throws \ION\ProcessException when it cannot be told; there is room for its messages within a second,
     *     or errno is EAGAIN
     */
    public static function notify(string $state, array $handles = []): bool {}

    /**
     * The sockets that the service manager has opened for this process, see sd_listen_fds(3). The first
     * call takes them over; later ones, and those of forked processes, give the same streams.
     *
     * @return array name (FDNAME, else "unknown") => stream; the second one of a name is "name:1"
     * @throws \ION\ProcessException EBADF when a promised descriptor is not there
     */
    public static function getListenFds(): array {}

    /**
     * Makes this process the init of what it starts: orphans, whose own parent has ended, become its
     * children (PR_SET_CHILD_SUBREAPER; with pid 1 they always do), and those that have ended are reaped in
     * the next turn of the loop. For a container without an init, and for masters whose programs leave
     * processes behind. Does not keep the loop alive.
     *
     * Left alone are the children that somebody in this process waits for: those of ION, of every fork(2)
     * (pcntl_fork() ...), and of proc_open() while its resource is open. What is made by other means
     * cannot be told from an orphan: `pclose()` after popen() may give -1, and so may waitpid(2) in a
     * library. So may it for what was forked before the call: call it first.
     *
     * A handler that pcntl_signal() sets for SIGCHLD afterwards keeps the signal from ION: call this again
     * then. One that was there before is called as ever. Forked processes, a daemon too, start without it.
     *
     * @param bool $reap false: orphans go where they went before, and those that came stay as they are
     * @throws \ION\ProcessException EBUSY when another thread does it
     * @throws \ION\InvalidUsageException in a web server, and where other threads run
     */
    public static function reapOrphans(bool $reap = true): void {}

    /**
     * Goes on in the background: two forks, a session of its own, no terminal. The script continues in the
     * daemon; the process that was called ends when it knows how the daemon got on: with 0 once the daemon
     * has called ready(), else with the daemon's exit code (1 for 0, 128 + signal) and the reason on
     * stderr. A shell, or a service manager, can rely on it.
     *
     * Call it early: like fork() it gives the daemon an event loop of its own, and timers, promises and
     * watchers made before are gone. Nothing of the script runs at the end of the first process: shutdown
     * functions, destructors and temporary files are the daemon's. Pid files locked before go with it.
     *
     * Options (an unknown one is a ValueError, null is as if not given). Those that fail are an exception
     * in the process that was called, and no daemon is left:
     * - `cwd` string = "/"; `umask` int: stays unless given.
     * - `stdin`, `stdout`, `stderr` string = "/dev/null": read from, appended to, appended to; see
     *   redirect() and reopen(). Relative paths are seen from the old working directory.
     * - `pidFile` string: see lockPidFile(); with the daemon's pid. `title` string: see setTitle().
     * - `wait` bool|int|float = true: how long to wait for ready(). true: as long as the daemon lives;
     *   seconds: after them it is stopped (TERM, 5 s, KILL), and the exit code is 1; false: not at all, it
     *   is enough that the options are in effect.
     *
     * @param array $options
     * @throws \ION\ProcessException a pid file that is locked, a log that cannot be opened, a fork that
     *     fails ...
     * @throws \ION\InvalidUsageException where fork() may not be called, in a worker, in a daemon, or while
     *     programs or child processes run
     */
    public static function daemonize(array $options = []): void {}
}
