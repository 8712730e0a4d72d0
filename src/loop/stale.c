/*
 * Descriptors that were closed while they were watched: see internal.h.
 * SPDX-License-Identifier: MIT
 */
#include <poll.h>
#include <string.h>

#include "base/clock.h"
#include "loop/internal.h"
#include "os/fd.h"

void ion_stale_suspect(struct ion_loop *loop)
{
	loop->is_suspect = true;
}

/* libevent puts all that it knows into a new set, and that is what it still has a number for. */
static void renew(struct ion_loop *loop)
{
	int numbers[2 * ION_LOOP_BASE_FDS];
	size_t count = loop->base_fd_count;
	memcpy(numbers, loop->base_fds, count * sizeof(int));
	/* it closes its own first, so that it has descriptors even when these cannot be told */
	if (ion_fd_probe(ION_LOOP_BASE_FDS / 2, numbers + count) == 0) {
		count += ION_LOOP_BASE_FDS;
	} else {
		count = 0;
	}
	/* it fails for a number that is closed and not stopped yet, after it has added the others */
	event_reinit(loop->base);
	ion_loop_note_base_fds(loop, numbers, count);
	loop->is_suspect = false;
	loop->is_stale = false;
}

bool ion_stale_check(struct ion_loop *loop, int fd, short what)
{
	struct pollfd asked = {.fd = fd};
	if (!loop->is_suspect) {
		return true;
	}
	asked.events =
		(short) ((what & EV_READ ? POLLIN | POLLRDHUP : 0) | (what & EV_WRITE ? POLLOUT : 0));
	ion_fd_poll(&asked, 1, 0);
	if (asked.revents == 0) {
		loop->is_stale = true;
	}
	return asked.revents != 0;
}

int ion_stale_turn(struct ion_loop *loop, int event_flags)
{
	struct pollfd set = {.fd = loop->epoll_fd, .events = POLLIN};
	size_t served = loop->served;
	int status;
	if (set.fd < 0 || loop->timers.wake_fd < 0) {
		/* what ends the sleep is not known outside of libevent */
		renew(loop);
		return event_base_loop(loop->base, event_flags);
	}
	if (!(event_flags & EVLOOP_NONBLOCK) &&
		event_base_get_num_events(loop->base, EVENT_BASE_COUNT_ACTIVE) == 0) {
		ion_fd_poll(&set, 1, ION_NS_FOREVER);
	}
	status = event_base_loop(loop->base, event_flags | EVLOOP_NONBLOCK);
	/* a callback may have forked: that base is not this process's */
	if ((loop->is_stale || (set.revents != 0 && loop->served == served)) &&
		!ion_loop_is_ending(loop)) {
		renew(loop);
	}
	return status;
}
