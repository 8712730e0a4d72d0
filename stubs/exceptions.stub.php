<?php

/** @generate-class-entries */

namespace ION {

    /**
     * Everything that ION throws, misuse of arguments apart (those are PHP's own ValueError and
     * TypeError).
     */
    interface Exception extends \Throwable
    {
    }

    /** Something outside the program's own control went wrong. Base of all but misuse. */
    class RuntimeException extends \RuntimeException implements \ION\Exception
    {
    }

    /** The API was called where or when it cannot be: a mistake in the calling code. */
    class InvalidUsageException extends \LogicException implements \ION\Exception
    {
    }

    /** A promise cannot give a value. */
    class PromiseException extends RuntimeException
    {
        /**
         * Promise::any() without a winner: why each promise failed, by the key it was given under.
         *
         * @var array<array-key, \Throwable>
         */
        public array $errors = [];
    }

    /** A user or group, a priority, a fork or a signal was refused by the system. */
    class ProcessException extends RuntimeException
    {
        /** The system's error number (errno(3)), 0 when there is none. */
        public int $errno = 0;
    }
}

namespace ION\Promise {

    /** The operation was cancelled. */
    class CancelException extends \ION\PromiseException
    {
        /** What a cancelled program had done until then; null for anything but a program. */
        public ?\ION\Process\Exec $result = null;
    }

    /** The operation took longer than it was given. */
    class TimeoutException extends CancelException
    {
    }
}

namespace ION\Process {

    /** A program could not be started. Nothing of it ran, nothing of it is left. */
    class SpawnException extends \ION\ProcessException
    {
        /**
         * The step that failed: `loop`, `pipe`, `fork`, `fds`, `session`, `terminal`, `cgroup`, `cwd`,
         * `limits`, `priority`, `affinity`, `privileges`, `signals` or `exec`.
         */
        public string $stage = "";
    }

    /**
     * With the option `throw`: the program ended with a code other than 0, or by a signal. With `overflow`
     * "fail": it printed more than `maxOutput`.
     */
    class ExecException extends \ION\ProcessException
    {
        /** The whole outcome. */
        public ?Exec $result = null;
    }

    /**
     * A channel could not do what was asked of it. Also what a request fails with when it failed at
     * the other end: then the message is "class: message" of what was thrown there.
     */
    class IPCException extends \ION\RuntimeException
    {
        /** The class of what was thrown at the other end; empty when it was thrown here. */
        public string $remoteClass = "";
        /** Its message. */
        public string $remoteMessage = "";
    }

    /** The other end of the channel is gone, or this one was closed. */
    class DisconnectedException extends IPCException
    {
        /** Messages that were queued here and never (or not wholly) written. */
        public int $unsent = 0;
    }

    /**
     * The other end sent what no ION sends. The channel is closed; this goes to the handler of
     * \ION::setErrorHandler().
     */
    class ProtocolException extends IPCException
    {
    }

    /**
     * More would wait than may: bytes in the queue of a channel (`queueLimit`) or of a Pipe (64 MiB), requests
     * without an answer (`maxRequests`).
     */
    class QueueFullException extends IPCException
    {
    }
}
