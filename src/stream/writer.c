/*
 * See writer.h.
 * SPDX-License-Identifier: MIT
 */
#include "stream/writer.h"

#include <errno.h>
#include <poll.h>

#include "loop/io.h"
#include "loop/loop.h"
#include "os/fd.h"
#include "os/pipe.h"

/* What one stream may take per turn of the loop. */
#define FLUSH_BUDGET (4 * ION_PIPE_SIZE)

/* As for readers: the other side of a bulk stream is not to sleep after every 64 KiB. */
#define WIDEN_AFTER (2 * ION_PIPE_SIZE)

/* Pieces that leave in one call. */
#define BATCH 16

static void on_ready(struct ion_io *io, unsigned events, void *arg)
{
	struct ion_writer *writer = arg;
	(void) io;
	(void) events;
	writer->on_writable(writer->arg);
}

void ion_writer_init(struct ion_writer *writer)
{
	*writer = (struct ion_writer){.fd = -1};
	ion_list_init(&writer->queue);
	ion_list_init(&writer->over);
}

int ion_writer_open(struct ion_writer *writer, struct ion_loop *loop, int fd, enum ion_nowait way,
	void (*on_writable)(void *arg), void *arg)
{
	ion_writer_init(writer);
	writer->loop = loop;
	writer->fd = fd;
	writer->way = way;
	writer->on_writable = on_writable;
	writer->arg = arg;
	writer->io = ion_io_new(loop, fd, ION_IO_WRITE, on_ready, writer);
	if (writer->io == NULL) {
		writer->fd = -1;
		return -ENOMEM;
	}
	return 0;
}

static void make_over(struct ion_writer *writer, struct ion_piece *piece)
{
	piece->is_waiting = false;
	ion_list_remove(&piece->node);
	ion_list_push(&writer->over, &piece->node);
}

void ion_writer_close(struct ion_writer *writer, int code)
{
	struct ion_list *node;
	/* the watcher first: see loop/io.h */
	ion_io_free(writer->io);
	writer->io = NULL;
	if (writer->fd >= 0) {
		writer->code = code;
		ion_fd_close(&writer->fd);
	}
	if (writer->is_wide) {
		writer->is_wide = false;
		ion_loop_give_wide_pipe(writer->loop);
	}
	while ((node = ion_list_pop(&writer->queue)) != NULL) {
		struct ion_piece *piece = ION_LIST_ENTRY(node, struct ion_piece, node);
		piece->code = code;
		make_over(writer, piece);
	}
	writer->queued = 0;
}

static void widen(struct ion_writer *writer, size_t size)
{
	if (writer->total >= WIDEN_AFTER || writer->way != ION_NOWAIT_OWN) {
		return;
	}
	writer->total += size;
	if (writer->total < WIDEN_AFTER || !ion_loop_take_wide_pipe(writer->loop)) {
		return;
	}
	if (ion_pipe_widen(writer->fd) == 0) {
		writer->is_wide = true;
	} else {
		ion_loop_give_wide_pipe(writer->loop);
	}
}

/* The first pieces, up to `limit` bytes. How many. */
static int gather(const struct ion_writer *writer, size_t limit, struct iovec iov[BATCH])
{
	int count = 0;
	ion_list_foreach (node, &writer->queue) {
		const struct ion_piece *piece = ION_LIST_ENTRY(node, struct ion_piece, node);
		size_t left = piece->size - piece->taken;
		if (count == BATCH || limit == 0) {
			break;
		}
		left = left < limit ? left : limit;
		limit -= left;
		iov[count++] = (struct iovec){(char *) piece->data + piece->taken, left};
	}
	return count;
}

/* Marks `size` bytes as taken; pieces of which nothing is left are over. */
static void advance(struct ion_writer *writer, size_t size)
{
	writer->queued -= size;
	while (!ion_list_empty(&writer->queue)) {
		struct ion_piece *piece = ION_LIST_ENTRY(writer->queue.next, struct ion_piece, node);
		size_t left = piece->size - piece->taken;
		if (left > size) {
			piece->taken += size;
			return;
		}
		size -= left;
		piece->taken = piece->size;
		make_over(writer, piece);
	}
}

/* One call. What was taken, or -errno. */
static ssize_t flush_once(struct ion_writer *writer, size_t limit)
{
	struct iovec iov[BATCH];
	int count = gather(writer, limit, iov);
	ssize_t taken = 0;
	if (writer->queued > 0) {
		taken = ion_nowait_write(writer->way, writer->fd, iov, count, &writer->is_loud);
	}
	if (taken == 0 && iov[0].iov_len > 0) {
		/* a device that takes nothing and does not say why */
		taken = -EIO;
	}
	if (taken >= 0) {
		widen(writer, (size_t) taken);
		advance(writer, (size_t) taken);
	} else if (taken != -EAGAIN) {
		ion_writer_close(writer, (int) -taken);
	}
	return taken;
}

static void flush_some(struct ion_writer *writer, size_t budget)
{
	while (!ion_list_empty(&writer->queue) && budget > 0) {
		ssize_t taken = flush_once(writer, budget);
		if (taken < 0) {
			return;
		}
		budget -= (size_t) taken;
	}
}

/* Writes what can be, and waits for room for the rest. */
static void flush(struct ion_writer *writer)
{
	int code;
	flush_some(writer, FLUSH_BUDGET);
	if (writer->fd < 0) {
		return;
	}
	if (ion_list_empty(&writer->queue)) {
		ion_io_stop(writer->io);
		return;
	}
	code = ion_io_start(writer->io);
	if (code == -EPERM) {
		code = ion_io_start_always(writer->io);
	}
	if (code < 0) {
		/* nobody would ever come back to it */
		ion_writer_close(writer, -code);
	}
}

/* A terminal that no program has open any more is full for ever, and ready all the same; of other
 * streams a write says that the other end is gone. */
static bool is_hung_up(int fd)
{
	struct pollfd asked = {.fd = fd, .events = POLLOUT};
	ion_fd_poll(&asked, 1, 0);
	return (asked.revents & (POLLHUP | POLLOUT)) == POLLHUP;
}

void ion_writer_flush(struct ion_writer *writer)
{
	size_t queued = writer->queued;
	flush(writer);
	if (queued > 0 && writer->queued == queued && is_hung_up(writer->fd)) {
		ion_writer_close(writer, EPIPE);
	}
}

void ion_writer_flush_rest(struct ion_writer *writer)
{
	flush_some(writer, (size_t) -1);
}

bool ion_writer_put(struct ion_writer *writer, struct ion_piece *piece)
{
	bool is_first = ion_list_empty(&writer->queue);
	ion_list_init(&piece->node);
	piece->taken = 0;
	piece->code = 0;
	piece->is_waiting = false;
	if (writer->fd < 0) {
		piece->code = writer->code != 0 ? writer->code : EBADF;
		return true;
	}
	ion_list_push(&writer->queue, &piece->node);
	writer->queued += piece->size;
	piece->is_waiting = true;
	if (!is_first) {
		return false;
	}
	flush(writer);
	if (piece->is_waiting) {
		return false;
	}
	ion_list_remove(&piece->node);
	return true;
}

bool ion_writer_take_back(struct ion_writer *writer, struct ion_piece *piece)
{
	if (!piece->is_waiting || piece->taken > 0) {
		return false;
	}
	piece->is_waiting = false;
	ion_list_remove(&piece->node);
	writer->queued -= piece->size;
	if (ion_list_empty(&writer->queue)) {
		ion_io_stop(writer->io);
	}
	return true;
}

struct ion_piece *ion_writer_next_over(struct ion_writer *writer)
{
	struct ion_list *node = ion_list_pop(&writer->over);
	return node != NULL ? ION_LIST_ENTRY(node, struct ion_piece, node) : NULL;
}
