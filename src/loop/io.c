/*
 * Descriptor watchers: an event of libevent each, in the same block of memory.
 * SPDX-License-Identifier: MIT
 */
#include "loop/io.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "loop/internal.h"
#include "os/fork.h"
#include "os/sock.h"

#define ION_IO_MAGIC 0x10e0200u

struct ion_io {
	ION_MAGIC_FIELD
	struct ion_list node;  /* in loop->owned_ios */
	struct ion_loop *loop; /* weak: NULL when the loop is gone */
	struct event event;
	ion_io_cb on_ready;
	void *arg; /* borrowed */
	unsigned events;
	bool is_started;
	bool is_always;               /* pushed anew in every turn, not known to libevent */
	struct ion_list pushed;       /* in loop->pushed */
	bool (*is_closed)(void *arg); /* NULL = the descriptor is ours */
	struct ion_io *next_guest;    /* weak: the next started one of this descriptor */
};

/* --- guests: descriptors that others may close ---------------------------------------------- */

static bool guests_reserve(struct ion_loop *loop, size_t fd)
{
	size_t size = loop->guests_size == 0 ? 64 : loop->guests_size;
	struct ion_io **guests;
	if (fd < loop->guests_size) {
		return true;
	}
	while (size <= fd) {
		size *= 2;
	}
	guests = realloc(loop->guests, size * sizeof(struct ion_io *));
	if (guests == NULL) {
		return false;
	}
	memset(guests + loop->guests_size, 0, (size - loop->guests_size) * sizeof(struct ion_io *));
	loop->guests = guests;
	loop->guests_size = size;
	return true;
}

static void guest_remove(struct ion_io *io)
{
	struct ion_io **link = &io->loop->guests[event_get_fd(&io->event)];
	while (*link != io) {
		link = &(*link)->next_guest;
	}
	*link = io->next_guest;
	io->next_guest = NULL;
}

/* What is left of closed descriptors of this number. */
static void guests_evict(struct ion_loop *loop, int fd)
{
	struct ion_io *guest = fd >= 0 && (size_t) fd < loop->guests_size ? loop->guests[fd] : NULL;
	while (guest != NULL) {
		struct ion_io *next = guest->next_guest;
		if (guest->is_closed(guest->arg)) {
			ion_io_stop(guest);
		}
		guest = next;
	}
}

void ion_ios_evict_closed(struct ion_loop *loop)
{
	for (size_t fd = 0; fd < loop->guests_size; fd++) {
		guests_evict(loop, (int) fd);
	}
}

void ion_io_set_guest(struct ion_io *io, bool (*is_closed)(void *arg))
{
	io->is_closed = is_closed;
}

/* --- watchers ------------------------------------------------------------------------------ */

/*
 * A child that somebody else has forked shares the epoll set with its parent, which would hear no more
 * of what is taken out of it here: a promise that is cancelled in the child, an object that goes
 * there. False: it cannot have a set of its own, and the parent's is not touched.
 */
static bool has_own_set(struct ion_loop *loop)
{
	return loop->is_abandoned || loop->generation == ion_fork_generation() ||
		   ion_loop_after_fork(loop) == 0;
}

static void on_event(evutil_socket_t fd, short what, void *arg)
{
	struct ion_io *io = arg;
	unsigned events = 0;
	ION_MAGIC_CHECK(io, ION_IO_MAGIC);
	if (io->is_closed != NULL && !ion_stale_check(io->loop, fd, what)) {
		return;
	}
	io->loop->served++;
	/* One call in a turn: it may read what waits in a buffer, too, and a second one would find
	 * nothing. */
	ion_list_remove(&io->pushed);
	if ((what & EV_READ) && (io->events & ION_IO_READ)) {
		events |= ION_IO_READ;
	}
	if ((what & EV_READ) && (io->events & ION_IO_CLOSED) && ion_sock_is_hung_up(fd)) {
		events |= ION_IO_CLOSED;
	}
	if (what & EV_WRITE) {
		events |= ION_IO_WRITE;
	}
	if (events != 0) {
		io->on_ready(io, events, io->arg);
	}
}

/*
 * Not EV_CLOSED: for a peer that closed without having read everything epoll says EPOLLERR,
 * libevent makes reading and writing of it, and a watcher of EV_CLOSED alone is never called while
 * the loop spins. An edge of reading comes in every case; also once for each write of the peer,
 * which costs a poll(2), until the socket is full.
 */
static void io_assign(struct ion_io *io, int fd, unsigned events)
{
	short what = EV_PERSIST;
	if (events & ION_IO_READ) {
		what |= EV_READ;
	} else if (events & ION_IO_CLOSED) {
		what |= EV_READ | EV_ET;
	}
	if (events & ION_IO_WRITE) {
		what |= EV_WRITE;
	}
	io->events = events;
	event_assign(&io->event, io->loop->base, fd, what, on_event, io);
}

struct ion_io *ion_io_new(
	struct ion_loop *loop, int fd, unsigned events, ion_io_cb on_ready, void *arg)
{
	struct ion_io *io = calloc(1, sizeof(*io));
	if (io == NULL) {
		return NULL;
	}
	ION_MAGIC_SET(io, ION_IO_MAGIC);
	ion_list_push(&loop->owned_ios, &io->node);
	io->loop = loop;
	io->on_ready = on_ready;
	io->arg = arg;
	ion_list_init(&io->pushed);
	io_assign(io, fd, events);
	return io;
}

void ion_io_free(struct ion_io *io)
{
	if (io == NULL) {
		return;
	}
	ion_io_stop(io);
	if (io->is_started) {
		/* the parent's, see ion_io_stop(): the base still knows it */
		return;
	}
	ion_list_remove(&io->node);
	ION_MAGIC_SET(io, 0);
	free(io);
}

int ion_io_start(struct ion_io *io)
{
	ION_MAGIC_CHECK(io, ION_IO_MAGIC);
	if (io->is_started) {
		return 0;
	}
	if (io->loop == NULL) {
		return -ESHUTDOWN;
	}
	if (!has_own_set(io->loop)) {
		return -ENOMEM;
	}
	guests_evict(io->loop, event_get_fd(&io->event));
	if (io->is_closed != NULL && !guests_reserve(io->loop, (size_t) event_get_fd(&io->event))) {
		return -ENOMEM;
	}
	errno = 0;
	if (event_add(&io->event, NULL) != 0) {
		/* libevent keeps no record of a failed epoll_ctl(2), but errno is still its */
		return errno != 0 ? -errno : -ENOMEM;
	}
	if (io->is_closed != NULL) {
		io->next_guest = io->loop->guests[event_get_fd(&io->event)];
		io->loop->guests[event_get_fd(&io->event)] = io;
	}
	io->is_started = true;
	io->loop->watchers++;
	io->loop->polled++;
	return 0;
}

int ion_io_start_always(struct ion_io *io)
{
	ION_MAGIC_CHECK(io, ION_IO_MAGIC);
	if (io->is_started) {
		return 0;
	}
	if (io->loop == NULL) {
		return -ESHUTDOWN;
	}
	io->is_always = true;
	io->is_started = true;
	ion_list_push(&io->loop->pushed, &io->pushed);
	io->loop->watchers++;
	return 0;
}

void ion_io_push(struct ion_io *io)
{
	ION_MAGIC_CHECK(io, ION_IO_MAGIC);
	if (io->is_started && ion_list_empty(&io->pushed)) {
		ion_list_push(&io->loop->pushed, &io->pushed);
	}
}

void ion_ios_run_pushed(struct ion_loop *loop)
{
	struct ion_list now, *node;
	ion_list_move_all(&loop->pushed, &now);
	while (!ion_loop_is_ending(loop) && (node = ion_list_pop(&now)) != NULL) {
		struct ion_io *io = ION_LIST_ENTRY(node, struct ion_io, pushed);
		ION_MAGIC_CHECK(io, ION_IO_MAGIC);
		if (io->is_always) {
			ion_list_push(&loop->pushed, &io->pushed);
		}
		io->on_ready(io, io->events & (ION_IO_READ | ION_IO_WRITE), io->arg);
	}
	/* a stop or an exception: the others come in the next turn */
	while ((node = ion_list_pop(&now)) != NULL) {
		ion_list_push(&loop->pushed, node);
	}
}

void ion_io_stop(struct ion_io *io)
{
	ION_MAGIC_CHECK(io, ION_IO_MAGIC);
	if (!io->is_started) {
		return;
	}
	if (!io->is_always && !has_own_set(io->loop)) {
		/* it stays, for good */
		return;
	}
	ion_list_remove(&io->pushed);
	if (io->is_always) {
		io->is_always = false;
	} else {
		if (!io->loop->is_abandoned) {
			/* the number of the old epoll set may be a new one's */
			event_del(&io->event);
			if (io->is_closed != NULL && io->is_closed(io->arg)) {
				ion_stale_suspect(io->loop);
			}
		}
		io->loop->polled--;
		if (io->is_closed != NULL) {
			guest_remove(io);
		}
	}
	io->is_started = false;
	io->loop->watchers--;
}

int ion_io_watch(struct ion_io *io, unsigned events)
{
	ION_MAGIC_CHECK(io, ION_IO_MAGIC);
	if (io->loop == NULL) {
		return events == 0 ? 0 : -ESHUTDOWN;
	}
	if (events != io->events || events == 0) {
		ion_io_stop(io);
	}
	if (events == 0) {
		return 0;
	}
	if (events != io->events && io->is_started) {
		return -ENOMEM;
	}
	if (events != io->events) {
		io_assign(io, event_get_fd(&io->event), events);
	}
	return ion_io_start(io);
}

bool ion_io_is_started(const struct ion_io *io)
{
	return io->is_started;
}

void ion_ios_orphan(struct ion_loop *loop)
{
	struct ion_list *node;
	while ((node = ion_list_pop(&loop->owned_ios)) != NULL) {
		struct ion_io *io = ION_LIST_ENTRY(node, struct ion_io, node);
		ion_io_stop(io);
		io->loop = NULL;
	}
}
