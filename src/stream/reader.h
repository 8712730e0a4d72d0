/*
 * One stream that is read as the loop finds bytes in it: what a program writes into a pipe, or what
 * comes over a socket or a terminal. How much is read at a time, when a pipe is made wider and when
 * it is worth looking once more before the loop sleeps is decided here, for all streams alike; where
 * the bytes go is the owner's business.
 *
 * Storage is the owner's. The owner is told that there is something to read, and reads: what it does
 * with the bytes may close the reader, or stop it, in the middle of that.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_STREAM_READER_H
#define ION_STREAM_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "os/nowait.h"

struct ion_io;
struct ion_loop;

struct ion_reader_events {
	/* There are bytes, or the end is there: the owner calls ion_reader_read(), and may free the
	 * reader afterwards. */
	void (*on_readable)(void *arg);
	/*
	 * Where the next bytes go: a pointer with *ret_size > 0 bytes of room, which stays valid until
	 * `commit` or the next `reserve`: a read that finds nothing commits nothing. read(2) writes
	 * straight into it. NULL = nobody wants them: they are read into scratch, thrown away and
	 * committed all the same. At most ION_READER_CHUNK are read at a time.
	 */
	char *(*reserve)(void *arg, size_t *ret_size);
	/* `size` bytes arrived at the reserved place (or were thrown away). */
	void (*commit)(void *arg, size_t size);
	/* Asked before each read: false leaves the rest where it is. NULL = always true. */
	bool (*wants)(void *arg);
};

/* The most for one read(2): the copy stays in the cache. */
#define ION_READER_CHUNK 65536

struct ion_reader {
	struct ion_loop *loop;                  /* borrowed */
	struct ion_io *io;                      /* owned; NULL when it is not watched */
	const struct ion_reader_events *events; /* borrowed */
	void *arg;                              /* borrowed */
	int fd;                                 /* owned; -1 = closed */
	int end_code; /* once it has ended: errno, 0 = the end of the stream */
	enum ion_nowait way;
	size_t total; /* bytes read so far; counted only until it is a bulk stream */
	bool is_wide;
};

/* Closed. */
void ion_reader_init(struct ion_reader *reader);

/* Takes `fd`, which must not block, unless another `way` is set afterwards; stopped. 0, or -errno
 * with `fd` still the caller's. */
int ion_reader_open(struct ion_reader *reader, struct ion_loop *loop, int fd,
	const struct ion_reader_events *events, void *arg);

/* Whether the loop looks for bytes; what cannot be watched (a regular file) has always some. 0 or
 * -errno. */
int ion_reader_start(struct ion_reader *reader);
void ion_reader_stop(struct ion_reader *reader);

static inline bool ion_reader_is_open(const struct ion_reader *reader)
{
	return reader->fd >= 0;
}

/* Reads what is there, up to what one stream may bring in a turn of the loop. At the end of the
 * stream the reader is closed. */
void ion_reader_read(struct ion_reader *reader);

/* The writer is gone: everything that the pipe can still hold, and not more, should somebody else go
 * on writing. */
void ion_reader_drain(struct ion_reader *reader);

/* Reads and throws away what a pipe holds, without the owner. */
void ion_reader_discard(struct ion_reader *reader);

/* No watcher is left; it is still open, and can be read from where there is no loop any more. */
void ion_reader_unwatch(struct ion_reader *reader);

/* Harmless when it is closed. */
void ion_reader_close(struct ion_reader *reader);

#endif
