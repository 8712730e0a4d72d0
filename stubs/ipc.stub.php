<?php

/** @generate-class-entries */

namespace ION\Process {

    /**
     * One end of a channel between two processes: messages, requests with replies, open files and
     * sockets. A worker's channel to its master is made by ChildProcess; create() makes a pair.
     *
     * Messages arrive whole and in the order they were sent. Nothing is read while nobody listens: the
     * socket is then the buffer, and the writer sees it by whenDrained(). When the other end is gone,
     * everything that had arrived is delivered first, then the requests that wait fail, then
     * whenDisconnected() settles. Messages that nobody listened for stay readable until this object
     * is freed.
     *
     * A channel that somebody listens to, or whose whenDisconnected() was asked for, keeps the loop
     * alive until it is closed (of a worker's, in the master, the living worker does). So do unsent
     * bytes, flush(), whenDrained() and requests that are pending. When nobody holds the object and
     * nothing of that is left, the channel is closed.
     *
     * What comes from the other end is data: null, bool, int, float, string and arrays of these. No
     * object is ever made of it unless its class is in the option `classes` of the receiving end.
     *
     * @strict-properties
     * @not-serializable
     */
    final class IPC
    {
        private function __construct() {}

        /**
         * Two connected ends in this process: for a process that is forked by hand, or one end for a
         * program that is given the other.
         *
         * @param mixed $context1 of the first end, see getContext()
         * @param mixed $context2 of the second
         * @return array list of two \ION\Process\IPC
         * @throws \ION\Process\IPCException without a free descriptor; the code is the errno
         */
        public static function create(mixed $context1 = null, mixed $context2 = null): array {}

        /** What this end was given: of a worker's channel, its ChildProcess. */
        public function getContext(): mixed {}

        /** Messages that arrive from now on have it. */
        public function setContext(mixed $context): static {}

        /** Neither end is closed, as far as is known; also true before the worker was started. */
        public function isConnected(): bool {}

        /**
         * Sends a message, or queues it when it cannot be written at once. A lone message leaves at
         * once; what is sent after it in the same turn of the loop leaves together at the end of the turn.
         *
         * Strings travel as they are. null, bool, int, float, arrays, enums and objects that can be
         * serialised are encoded; the other end decodes enums and objects only if it allows their
         * classes.
         *
         * @param mixed $data
         * @param mixed $handle an open stream or Socket, or a list of up to 253: the other end gets streams
         *     of its own for the same files
         * @throws \TypeError when something in it cannot be sent (a closure, a resource)
         * @throws \ValueError when it is longer than `maxMessage`, or a handle has no descriptor
         * @throws \ION\Process\DisconnectedException when the channel has ended, or the child at its other
         *     end could not be started
         * @throws \ION\Process\QueueFullException when `queueLimit` bytes wait already
         * @throws \ION\Process\IPCException when a handle has to wait in the queue and there is no free
         *     descriptor for it (EMFILE)
         */
        public function send(mixed $data, mixed $handle = null): static {}

        /**
         * The messages that arrive: each runs the Sequence once, with an \ION\Process\IPC\Message.
         * Requests come here too while there is no onRequest() handler. A `foreach` over it (in a
         * Fiber) ends when the channel is closed; who waits for one run then gets a CancelException, which
         * says so when the child at the other end could not be started.
         *
         * @return \ION\Sequence of \ION\Process\IPC\Message; always the same, until it is cancelled
         */
        public function whenIncoming(): \ION\Sequence {}

        /**
         * The end of the channel, whoever closed it. Always the same promise.
         *
         * @return \ION\Promise of the context
         */
        public function whenDisconnected(): \ION\Promise {}

        /**
         * Asks the other end, and waits for its reply. Any number of requests may wait at the same
         * time; the order of the replies is that of the other end.
         *
         * @param mixed $data as for send()
         * @param float|null $timeout seconds; null: for ever
         * @return \ION\Deferred of what the other end replied. Fails with an IPCException when the other
         *     end threw (`remoteClass` and `remoteMessage` say what), TimeoutException,
         *     DisconnectedException at the moment the other end is gone, QueueFullException, or
         *     CancelException. A reply that comes too late is ignored.
         * @throws \TypeError when something in it cannot be sent
         * @throws \ValueError when it is longer than `maxMessage`
         */
        public function request(mixed $data, ?float $timeout = null): \ION\Deferred {}

        /**
         * Answers requests of the other end: the handler gets the Message, and what it returns is the
         * reply; a promise or a generator (a coroutine) replies when it is done. What is thrown fails
         * the request at the other end; only its class and message travel. What is thrown after the
         * handler has called reply() itself goes to the handler of ION::setErrorHandler(). While there
         * is a handler the channel is read.
         *
         * @param callable|null $handler null: requests go to whenIncoming() again
         */
        public function onRequest(?callable $handler): static {}

        /**
         * Everything that is queued now has been written (the other end may not have read it yet).
         *
         * @return \ION\Promise of true. Fails with a DisconnectedException when some of it was not.
         */
        public function flush(): \ION\Promise {}

        /**
         * The queue is short again: at once unless more than `highWater` bytes have gathered in it, else
         * when there are `lowWater` or less.
         *
         * @return \ION\Promise of true. Fails with a DisconnectedException.
         */
        public function whenDrained(): \ION\Promise {}

        /** Bytes that are queued here and not written yet. */
        public function getQueuedBytes(): int {}

        /**
         * Limits of this end. An unknown option is a ValueError, null is as if not given, and nothing is
         * changed when one of them is wrong.
         * - `maxMessage` int = 16777216: bytes of a message, in (longer ones are a protocol error) and
         *   out. A value may take four times as much memory when it is decoded.
         * - `highWater` int = 1048576, `lowWater` int = 262144: see whenDrained().
         * - `queueLimit` int = 67108864: bytes that are never exceeded by the queue, nor by messages kept
         *   for a later listener: then reading stops. A maxMessage over it raises it, unless it is given too.
         * - `maxHandles` int = 16: descriptors that one message may bring; more are a protocol error.
         * - `maxRequests` int = 65536: requests of this end that wait for an answer, and requests of the
         *   other that are not answered here yet. One too many fails with a QueueFullException; of the
         *   other end, there, with an IPCException that says so.
         * - `closeTimeout` int|float = 30: seconds that the other end may take nothing of what is queued
         *   after close(), and, in a worker or a script with a channel, at its end. Then the rest is
         *   dropped, and the error handler is told. Whoever wants to wait longer waits for flush().
         * - `classes` list of string = []: classes and enums that are made of incoming data.
         *   Their __unserialize() or __wakeup() runs. A message with another class is dropped and
         *   reported to the error handler, a request with one fails.
         *
         * @param array $options
         * @throws \ValueError
         * @throws \TypeError for one of the wrong type
         */
        public function setOptions(array $options): static {}

        /**
         * Closes this end: what is queued is still written (see `closeTimeout`), what has arrived and was
         * not delivered is dropped. Closing twice is harmless.
         */
        public function close(): void {}

        /**
         * Since the channel was made. Bytes include headers, `writes` and `reads` are system calls,
         * `unsent` is as in DisconnectedException, `cutBytes` those of a message that the other end had
         * not finished.
         *
         * @return array with messagesSent, messagesReceived, bytesSent, bytesReceived, writes, reads,
         *     queuedBytes, unsent, cutBytes
         */
        public function getStats(): array {}
    }
}

namespace ION\Process\IPC {

    /**
     * A message that arrived.
     *
     * @strict-properties
     * @not-serializable
     */
    final class Message
    {
        public readonly mixed $data;
        /** That of the channel, see IPC::getContext(). */
        public readonly mixed $context;
        /**
         * A stream for the file or socket that came with it; a list of streams when there were several,
         * null when there was none.
         */
        public readonly mixed $handle;
        /** The process that wrote it, as the kernel says; the writer cannot lie about it. */
        public readonly int $pid;
        /** Its user. */
        public readonly int $uid;

        private function __construct() {}

        /** The other end waits for reply(). */
        public function isRequest(): bool {}

        /**
         * Answers a request; once. A request that is dropped without a reply fails at the other end.
         *
         * @param mixed $data as for IPC::send()
         * @throws \ION\InvalidUsageException when it is not a request, or was answered already
         * @throws \ION\Process\DisconnectedException
         * @throws \ION\Process\QueueFullException
         */
        public function reply(mixed $data): void {}
    }
}
