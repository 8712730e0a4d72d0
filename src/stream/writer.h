/*
 * One stream that is written as the other side takes it: a queue of pieces over a descriptor of any
 * kind. A piece is written at once when nothing waits before it; the loop is asked only while
 * something does. Several small pieces leave in one call.
 *
 * Storage is the owner's, of the writer and of the pieces. Pieces that are over gather in a list
 * until the owner takes them from there, so that nothing is called from within a write.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_STREAM_WRITER_H
#define ION_STREAM_WRITER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/list.h"
#include "os/nowait.h"

struct ion_io;
struct ion_loop;

struct ion_piece {
	struct ion_list node;
	const char *data; /* borrowed until the piece is over */
	size_t size;      /* may be 0: it is over when those before it are */
	size_t taken;     /* by the kernel */
	int code;         /* when it is over: errno, 0 = all of it was taken */
	bool is_waiting;
};

struct ion_writer {
	struct ion_loop *loop; /* borrowed */
	struct ion_io *io;     /* owned; NULL when it is closed */
	/* There is room: the owner calls ion_writer_flush(), and may free the writer afterwards. */
	void (*on_writable)(void *arg);
	void *arg; /* borrowed */
	int fd;    /* owned; -1 = closed */
	int code;  /* why it was closed: errno, 0 = by the owner */
	enum ion_nowait way;
	struct ion_list queue; /* struct ion_piece */
	struct ion_list over;  /* struct ion_piece */
	size_t queued;         /* bytes that wait */
	size_t total;          /* bytes taken so far; counted only until it is a bulk stream */
	bool is_wide;
	bool is_loud; /* see os/pipe.h */
};

/* Closed. */
void ion_writer_init(struct ion_writer *writer);

/* Takes `fd`, which was prepared by ion_nowait_open(). 0, or -errno with `fd` still the caller's. */
int ion_writer_open(struct ion_writer *writer, struct ion_loop *loop, int fd, enum ion_nowait way,
	void (*on_writable)(void *arg), void *arg);

static inline bool ion_writer_is_open(const struct ion_writer *writer)
{
	return writer->fd >= 0;
}

/* Nothing waits to be written. */
static inline bool ion_writer_is_idle(const struct ion_writer *writer)
{
	return ion_list_empty(&writer->queue);
}

/*
 * Writes the piece, or what there is room for; the rest is queued. True: it is over already, see its
 * code, and is not in a list. When the other side is gone, pieces that wait are over too, and the
 * writer is closed.
 */
bool ion_writer_put(struct ion_writer *writer, struct ion_piece *piece);

/* Takes back a piece that waits and of which nothing was taken. False = it is too late. */
bool ion_writer_take_back(struct ion_writer *writer, struct ion_piece *piece);

/* Writes what there is room for, up to what one stream may take of a turn of the loop. Closed with EPIPE when
 * it is a terminal that has no other end any more. */
void ion_writer_flush(struct ion_writer *writer);

/* Without the loop, for the last time: all that there is room for. */
void ion_writer_flush_rest(struct ion_writer *writer);

/* The next piece that is over; NULL = none. */
struct ion_piece *ion_writer_next_over(struct ion_writer *writer);

/* Closes it; what waits is over with `code`, an errno. Harmless when it is closed. */
void ion_writer_close(struct ion_writer *writer, int code);

#endif
