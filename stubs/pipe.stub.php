<?php

/** @generate-class-entries */

namespace ION\Process;

/**
 * One end of a byte stream: a standard stream of a program that was started, or of this process (see
 * \ION\Process::stdin()).
 *
 * Reading. Bytes are read only while somebody waits for them: with nobody there, or paused, the kernel's
 * buffer fills and the writer waits. What is there stays readable when the program has ended, until the
 * Pipe is freed. read(), readLine() and readAll() that wait are served in the order they were called,
 * and before the Sequence of whenData(): that gets what they leave. One that is cancelled loses nothing.
 *
 * Writing. write() writes at once, or queues what there is no room for; its Deferred is done when the
 * kernel has all of it. Whoever waits for it never queues more than one piece.
 *
 * A Pipe keeps the loop alive while a read waits or whenData() is listened to (not while it is paused),
 * and while bytes are queued for writing; see unref(). When nobody holds it and nothing of that is left,
 * it is closed. At the end of the script queued bytes are written as far as that needs no waiting; the
 * rest is dropped.
 *
 * In a worker or a forked copy the Pipes of the parent are of no use: every call throws
 * \ION\InvalidUsageException.
 *
 * @strict-properties
 * @not-serializable
 */
final class Pipe
{
    private function __construct() {}

    /**
     * What is there, as soon as there is something. No more is taken out of the kernel than `max`.
     *
     * @param int|null $max bytes; null, and more than 65536: 65536
     * @return \ION\Deferred of string; of null at the end. Fails with a ProcessException when the system
     *     cannot read (once), and with errno ECANCELED when the Pipe was closed before its end.
     * @throws \ION\InvalidUsageException when it is open for writing only
     * @throws \ValueError when `max` is below 1
     */
    public function read(?int $max = null): \ION\Deferred {}

    /**
     * The next line with its newline, or the last one without. More may be read than that; it stays here
     * for the next one who reads.
     *
     * @param int $max bytes of the longest line
     * @return \ION\Deferred of string; of null at the end. Fails as read() does, and with errno EMSGSIZE for a
     *     longer line, which can still be read otherwise.
     * @throws \ION\InvalidUsageException when it is open for writing only
     * @throws \ValueError when `max` is below 1
     */
    public function readLine(int $max = 67108864): \ION\Deferred {}

    /**
     * Everything up to the end. Memory is the only limit.
     *
     * @return \ION\Deferred of string; of an empty one at the end. Fails as read() does.
     * @throws \ION\InvalidUsageException when it is open for writing only
     */
    public function readAll(): \ION\Deferred {}

    /**
     * Chunks as they come, of at most 65536 bytes: each runs the Sequence once. A `foreach` over it (in a
     * Fiber) ends at the end of the stream, and while it is busy with a chunk nothing is read; who waits
     * for one run at the end gets a CancelException. An error of the system that no read() was there to get
     * goes to the handler of \ION::setErrorHandler().
     *
     * @return \ION\Sequence of string; always the same, until it is cancelled
     * @throws \ION\InvalidUsageException when it is open for writing only
     */
    public function whenData(): \ION\Sequence {}

    /**
     * Reads no more, and gives nobody anything, until resume(): neither the Sequence nor reads that wait.
     *
     * @throws \ION\InvalidUsageException when it is open for writing only
     */
    public function pause(): static {}

    /**
     * Goes on after pause(), in the next turn of the loop.
     *
     * @throws \ION\InvalidUsageException when it is open for writing only
     */
    public function resume(): static {}

    /** Between pause() and resume(). */
    public function isPaused(): bool {}

    /**
     * Writes the bytes, behind those that wait already. cancel() takes them back as long as none of them
     * is written; afterwards it has no effect.
     *
     * @param string $data
     * @return \ION\Deferred of int: the number of bytes, once the kernel has them (the other side may not have
     *     read them yet). Fails with a ProcessException: errno EPIPE when the other side is closed,
     *     ECANCELED when the Pipe was closed before, ENOSPC ... A pseudo-terminal whose program has ended
     *     takes what the kernel has room for, about 4 KiB, as for proc_open(); what is more fails with EPIPE.
     * @throws \ION\InvalidUsageException after end() or close(), or when it is open for reading only
     * @throws \ION\Process\QueueFullException when bytes wait already and there would be more than 67108864
     */
    public function write(string $data): \ION\Deferred {}

    /**
     * Closes the writing side once all that was written before has left: the other side then sees the end.
     * Reading goes on. The master of a pseudo-terminal has no side to close: it writes the terminal's
     * end-of-file character, which means the end to a program that reads lines.
     *
     * @param string $data the last bytes
     * @return \ION\Deferred of true; the same one when it is called again without bytes. Fails as write() does.
     * @throws \ION\InvalidUsageException after close() or, with bytes, after end(); when it is open for
     *     reading only
     * @throws \ION\Process\QueueFullException
     */
    public function end(string $data = ""): \ION\Deferred {}

    /** Bytes that were given to write() and wait. */
    public function getQueuedBytes(): int {}

    /**
     * Closes it at once, both sides: bytes that wait are dropped, reads and writes that wait fail with errno
     * ECANCELED, the Sequence ends. Closing twice is harmless.
     */
    public function close(): void {}

    /**
     * It is over in every direction: the end was read and everything before it was given to somebody; the
     * writing side was ended, or the other side is gone. Nobody sees the end of a stream that nobody reads.
     *
     * @return \ION\Promise of true; always the same one
     */
    public function whenClosed(): \ION\Promise {}

    /** There may be something to read: the end is not known, or not everything before it was taken. */
    public function isReadable(): bool {}

    /** write() is possible, as far as is known. */
    public function isWritable(): bool {}

    /** Neither is; see whenClosed(). */
    public function isClosed(): bool {}

    /** Waiting keeps the loop alive, as it does at first. */
    public function ref(): static {}

    /** Waiting for it does not keep the loop alive. */
    public function unref(): static {}
}
