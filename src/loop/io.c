/*
 * Descriptor watchers: an event of libevent each, in the same block of memory.
 * SPDX-License-Identifier: MIT
 */
#include "loop/io.h"

#include <errno.h>
#include <stdlib.h>

#include "loop/internal.h"
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
};

static void on_event(evutil_socket_t fd, short what, void *arg)
{
	struct ion_io *io = arg;
	unsigned events = 0;
	ION_MAGIC_CHECK(io, ION_IO_MAGIC);
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
 * Not EV_CLOSED: for a peer that closed without having read everything epoll says EPOLLERR, libevent
 * makes reading and writing of it, and a watcher of EV_CLOSED alone is never called while the loop
 * spins. An edge of reading comes in every case; also once for each write of the peer, which costs a
 * poll(2), until the socket is full.
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
	io_assign(io, fd, events);
	return io;
}

void ion_io_free(struct ion_io *io)
{
	if (io == NULL) {
		return;
	}
	ion_io_stop(io);
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
	errno = 0;
	if (event_add(&io->event, NULL) != 0) {
		/* libevent keeps no record of a failed epoll_ctl(2), but errno is still its */
		return errno != 0 ? -errno : -ENOMEM;
	}
	io->is_started = true;
	io->loop->watchers++;
	return 0;
}

void ion_io_stop(struct ion_io *io)
{
	ION_MAGIC_CHECK(io, ION_IO_MAGIC);
	if (!io->is_started) {
		return;
	}
	event_del(&io->event);
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
