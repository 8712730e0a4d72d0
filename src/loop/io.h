/*
 * Readiness of one descriptor. Always stopped before the descriptor is closed: a child that was
 * cloned a moment ago may still hold a copy, and then close(2) alone leaves the old registration
 * in the epoll set, where it fires on whatever gets the number next.
 * SPDX-License-Identifier: MIT
 */
#ifndef ION_LOOP_IO_H
#define ION_LOOP_IO_H

#include <stdbool.h>

#include "loop/loop.h"

struct ion_io;

enum ion_io_events {
	ION_IO_READ = 1,
	ION_IO_WRITE = 2,
	/*
	 * The peer of a socket has closed its end, noticed without reading: what it wrote stays there.
	 * Not together with READ, whose reader meets the end itself. WRITE beside it is edge triggered.
	 */
	ION_IO_CLOSED = 4,
};

/* `events` is what is ready; the watcher may be stopped, started or freed in the callback. */
typedef void (*ion_io_cb)(struct ion_io *io, unsigned events, void *arg);

/* Heap; stopped. NULL with errno. `fd` is borrowed. */
struct ion_io *ion_io_new(
	struct ion_loop *loop, int fd, unsigned events, ion_io_cb on_ready, void *arg);

/* Stops first. NULL is allowed. */
void ion_io_free(struct ion_io *io);

/*
 * The descriptor is somebody else's, who may close it any time without a word; `is_closed(arg)`
 * tells whether he has. libevent would take the next descriptor of that number for the same one and
 * never ask the kernel for it, so that every start on a number stops the closed guests there,
 * silently. Before the first start.
 */
void ion_io_set_guest(struct ion_io *io, bool (*is_closed)(void *arg));

/* Level triggered, until stopped; starting twice is harmless. 0 or -errno: -EPERM for what epoll
 * cannot watch (regular files, /dev/null), which is always ready. */
int ion_io_start(struct ion_io *io);
/* The same for what cannot be watched and is always ready: called once in every turn, which never
 * waits then. 0 or -ESHUTDOWN. */
int ion_io_start_always(struct ion_io *io);
void ion_io_stop(struct ion_io *io);

/* A started watcher is called in the coming poll, once, whatever the kernel says: for bytes that
 * were read from the descriptor already. Harmless when it is stopped. */
void ion_io_push(struct ion_io *io);

/* Starts it with other events, or stops it (0). Two system calls; none when they are the same.
 * 0 or -errno: it is stopped then. */
int ion_io_watch(struct ion_io *io, unsigned events);

bool ion_io_is_started(const struct ion_io *io);

#endif
