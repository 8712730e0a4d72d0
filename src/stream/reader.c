/*
 * See reader.h.
 * SPDX-License-Identifier: MIT
 */
#include "stream/reader.h"

#include <errno.h>

#include "loop/io.h"
#include "loop/loop.h"
#include "os/fd.h"
#include "os/pipe.h"

/* What one stream may bring per turn of the loop, so that a noisy one does not starve the others. */
#define READ_BUDGET (4 * ION_PIPE_SIZE)

/* After the writer's end: all that the pipe can hold. */
#define DRAIN_BUDGET (ION_PIPE_SIZE_WIDE + ION_PIPE_SIZE)

/* A stream that has brought this much is a bulk one: a wide pipe lets its writer run ahead instead
 * of sleeping after every 64 KiB. */
#define WIDEN_AFTER (2 * ION_PIPE_SIZE)

/*
 * A reader that is quicker than the writer of a bulk stream finds the pipe empty each time, sleeps,
 * and makes the writer pay for waking it up at every write: 2 GB/s instead of 5 with 4 KiB writes.
 * So it lets a moment pass after each read (20 spins are some 0.3 us), and looks a few times more
 * before it goes back to sleep.
 */
#define PACE_SPINS 20
#define PACE_LOOKS 3

static void on_ready(struct ion_io *io, unsigned events, void *arg)
{
	struct ion_reader *reader = arg;
	(void) io;
	(void) events;
	reader->events->on_readable(reader->arg);
}

void ion_reader_init(struct ion_reader *reader)
{
	*reader = (struct ion_reader){.fd = -1};
}

int ion_reader_open(struct ion_reader *reader, struct ion_loop *loop, int fd,
	const struct ion_reader_events *events, void *arg)
{
	*reader = (struct ion_reader){.loop = loop, .events = events, .arg = arg, .fd = fd};
	reader->io = ion_io_new(loop, fd, ION_IO_READ, on_ready, reader);
	if (reader->io == NULL) {
		reader->fd = -1;
		return -ENOMEM;
	}
	return 0;
}

int ion_reader_start(struct ion_reader *reader)
{
	int code = ion_io_start(reader->io);
	return code == -EPERM ? ion_io_start_always(reader->io) : code;
}

void ion_reader_stop(struct ion_reader *reader)
{
	if (reader->io != NULL) {
		ion_io_stop(reader->io);
	}
}

void ion_reader_unwatch(struct ion_reader *reader)
{
	ion_io_free(reader->io);
	reader->io = NULL;
}

void ion_reader_close(struct ion_reader *reader)
{
	/* the watcher first: see loop/io.h */
	ion_reader_unwatch(reader);
	ion_fd_close(&reader->fd);
	if (reader->is_wide) {
		reader->is_wide = false;
		ion_loop_give_wide_pipe(reader->loop);
	}
}

/* A moment in which a writer on another processor goes on. */
static void pause_a_moment(void)
{
	for (int i = 0; i < PACE_SPINS; i++) {
#if defined(__x86_64__) || defined(__i386__)
		__builtin_ia32_pause();
#elif defined(__aarch64__)
		__asm__ volatile("yield");
#else
		__asm__ volatile("");
#endif
	}
}

/* Once, and only for streams that bring much. */
static void widen(struct ion_reader *reader, size_t size)
{
	if (reader->total >= WIDEN_AFTER || reader->way != ION_NOWAIT_OWN) {
		return;
	}
	reader->total += size;
	if (reader->total < WIDEN_AFTER || !ion_loop_take_wide_pipe(reader->loop)) {
		return;
	}
	if (ion_pipe_widen(reader->fd) == 0) {
		reader->is_wide = true;
	} else {
		ion_loop_give_wide_pipe(reader->loop);
	}
}

/* One read(2), straight to where the owner wants the bytes. 0 = the end, -EAGAIN = nothing now. */
static ssize_t read_once(struct ion_reader *reader, size_t limit, size_t *ret_room)
{
	char spare[1024];
	size_t room = 0;
	char *to = reader->events->reserve(reader->arg, &room);
	ssize_t got;

	if (to == NULL) {
		to = ion_loop_scratch(reader->loop);
		room = ION_LOOP_SCRATCH;
		if (to == NULL) {
			to = spare;
			room = sizeof(spare);
		}
	}
	*ret_room = room = room < limit ? room : limit;
	got = ion_nowait_read(reader->way, reader->fd, to, room);
	if (got > 0) {
		widen(reader, (size_t) got);
		reader->events->commit(reader->arg, (size_t) got);
	}
	return got;
}

static bool is_wanted(const struct ion_reader *reader)
{
	return reader->fd >= 0 && (reader->events->wants == NULL || reader->events->wants(reader->arg));
}

/*
 * Reads up to the budget and closes at the end. `until_empty`: asks again after a read that did not
 * fill its room, which costs a call that mostly finds nothing but sees an end at once.
 */
static void read_some(struct ion_reader *reader, size_t budget, bool until_empty)
{
	bool is_paced = reader->is_wide && !until_empty;
	int looks = is_paced ? PACE_LOOKS : 0;

	while (budget > 0 && is_wanted(reader)) {
		size_t limit = budget < ION_READER_CHUNK ? budget : ION_READER_CHUNK;
		size_t room;
		ssize_t got = read_once(reader, limit, &room);
		if (got > 0) {
			budget -= (size_t) got;
			if ((size_t) got < room && !until_empty && !is_paced) {
				return;
			}
		} else if (got != -EAGAIN) {
			reader->end_code = (int) -got;
			ion_reader_close(reader);
			return;
		} else if (looks-- == 0) {
			return;
		}
		if (is_paced) {
			pause_a_moment();
		}
	}
}

void ion_reader_read(struct ion_reader *reader)
{
	read_some(reader, READ_BUDGET, false);
}

void ion_reader_drain(struct ion_reader *reader)
{
	read_some(reader, DRAIN_BUDGET, true);
}

void ion_reader_discard(struct ion_reader *reader)
{
	char trash[4096];
	for (size_t left = ION_PIPE_SIZE; reader->fd >= 0 && left > 0; left -= sizeof(trash)) {
		ssize_t got = ion_fd_read(reader->fd, trash, sizeof(trash));
		if (got == -EAGAIN) {
			break;
		}
		if (got <= 0) {
			ion_reader_close(reader);
		}
	}
}
