/*
 * See channel.h; the sending half is in send.c, the receiving half in receive.c. Here are the
 * states, the watcher, and who is called when.
 *
 * The owner is called from three places only: the watcher, the deferred work, and finish().
 * Whatever is found elsewhere (a peer that is gone, by a send; a malformed frame, by a pull) is
 * noted and left to the deferred work. After every call out the channel may be freed, closed or
 * ended: each caller looks.
 * SPDX-License-Identifier: MIT
 */
#include "ipc/channel.h"

#include <errno.h>
#include <stdlib.h>

#include "ipc/internal.h"
#include "os/fd.h"

/* Closes and drops all but what has come in. */
static void channel_release_out(struct ion_channel *channel)
{
	/* the watcher first: see loop/io.h */
	ion_io_free(channel->io);
	channel->io = NULL;
	ion_fd_close(&channel->fd);
	ion_timer_free(channel->retry);
	channel->retry = NULL;
	ion_queue_release(&channel->queue);
	ion_channel_hold(channel);
}

void ion_channel_set_end(
	struct ion_channel *channel, enum ion_channel_end_reason reason, int code, const char *text)
{
	if (ion_channel_is_over(channel)) {
		return;
	}
	channel->state = ION_CHANNEL_ENDED;
	channel->end = (struct ion_channel_end){
		.reason = reason,
		.code = code,
		.text = text,
		.unsent = ion_queue_frames(&channel->queue),
		.cut_bytes = ion_intake_cut_bytes(channel),
	};
	channel->dropped_bytes = channel->queue.bytes;
	channel_release_out(channel);
	if (reason == ION_CHANNEL_CLOSED || reason == ION_CHANNEL_PROTOCOL) {
		ion_intake_release(channel);
	}
	ion_channel_schedule(channel);
}

/* Reading goes on being watched for when it is no longer wanted, until something comes: readers that
 * stop and go after every frame cost no system calls. */
void ion_channel_watch(struct ion_channel *channel)
{
	unsigned events = 0;
	int code;
	if (channel->fd < 0) {
		return;
	}
	if (!channel->is_eof) {
		bool is_read = channel->is_wanted && channel->state == ION_CHANNEL_OPEN;
		events = is_read ? ION_IO_READ : ION_IO_CLOSED;
	}
	if (channel->is_blocked) {
		events |= ION_IO_WRITE;
	}
	code = ion_io_watch(channel->io, events);
	if (code != 0) {
		ion_channel_set_end(channel, ION_CHANNEL_ERROR, -code, NULL);
	}
}

/* ---- from the loop ---- */

static void channel_notify(struct ion_channel *channel)
{
	const struct ion_queue *queue = &channel->queue;
	if (ion_channel_is_over(channel) || ion_channel_defers(channel)) {
		return;
	}
	if (channel->is_over_high && queue->bytes <= channel->limits.low_water) {
		channel->is_over_high = false;
		channel->events->on_drain(channel->arg);
	}
	if (!ion_channel_is_over(channel) && !ion_channel_defers(channel) && channel->wants_flushed &&
		queue->bytes_accepted - queue->bytes >= channel->flush_mark) {
		channel->wants_flushed = false;
		channel->events->on_flushed(channel->arg);
	}
}

/* The last thing in each callback of the loop. */
static void channel_conclude(struct ion_channel *channel)
{
	if (channel->is_freed) {
		return;
	}
	if (channel->state == ION_CHANNEL_CLOSING && channel->queue.bytes == 0) {
		ion_channel_set_end(channel, ION_CHANNEL_CLOSED, 0, NULL);
	}
	if (channel->state == ION_CHANNEL_ENDED && !channel->is_reported &&
		!ion_channel_defers(channel)) {
		channel->is_reported = true;
		ion_defer_cancel(&channel->work);
		channel->events->on_end(channel->arg, &channel->end);
	}
	if (!channel->is_freed) {
		ion_intake_settle(channel);
	}
}

static void on_io(struct ion_io *io, unsigned events, void *arg)
{
	struct ion_channel *channel = arg;
	(void) io;
	ion_channel_enter(channel);
	if (events & ION_IO_WRITE) {
		channel->is_blocked = false;
		ion_channel_write_queue(channel);
		if (channel->io != NULL && !channel->is_blocked) {
			ion_channel_watch(channel);
		}
		channel_notify(channel);
	}
	if (ion_channel_is_over(channel) || ion_channel_defers(channel)) {
		/* what flushing found, or what the owner did, ended it or the run */
	} else if ((events & ION_IO_CLOSED) || channel->is_gone) {
		ion_channel_wind_up(channel);
	} else if (events & ION_IO_READ) {
		if (!channel->is_wanted || channel->state != ION_CHANNEL_OPEN) {
			ion_channel_watch(channel);
		} else if (!channel->has_left) {
			/* else the deferred work goes on in the next turn */
			ion_channel_read(channel);
		}
	}
	channel_conclude(channel);
	ion_channel_leave(channel);
}

static void on_work(void *arg)
{
	struct ion_channel *channel = arg;
	ion_channel_enter(channel);
	channel->has_left = false;
	ion_channel_write_queue(channel);
	ion_queue_trim(&channel->queue);
	channel_notify(channel);
	if (ion_channel_is_over(channel) || ion_channel_defers(channel)) {
		/* as above */
	} else if (channel->is_gone) {
		ion_channel_wind_up(channel);
	} else if (channel->state == ION_CHANNEL_OPEN && (channel->is_wanted || channel->is_eof)) {
		ion_channel_deliver(channel);
	}
	channel_conclude(channel);
	ion_channel_leave(channel);
}

void ion_channel_finish(struct ion_channel *channel)
{
	if (channel->is_reported) {
		return;
	}
	if (channel->depth > 0) {
		/* from within one of its callbacks: those come first */
		channel->is_gone = channel->is_finishing = true;
		ion_channel_schedule(channel);
		return;
	}
	ion_channel_enter(channel);
	channel->is_finishing = true;
	if (!ion_channel_is_over(channel)) {
		ion_channel_wind_up(channel);
	}
	channel_conclude(channel);
	ion_channel_leave(channel);
}

/* ---- life ---- */

struct ion_channel *ion_channel_new(struct ion_loop *loop, enum ion_channel_role role,
	const struct ion_channel_events *events, void *arg)
{
	struct ion_channel *channel = calloc(1, sizeof(*channel));
	if (channel == NULL) {
		return NULL;
	}
	ION_MAGIC_SET(channel, ION_CHANNEL_MAGIC);
	channel->loop = loop;
	channel->role = role;
	channel->events = events;
	channel->arg = arg;
	channel->limits = ION_CHANNEL_LIMITS_DEFAULT;
	channel->fd = -1;
	channel->retry_ns = ION_CHANNEL_RETRY_NS;
	channel->sent_turn = UINT64_MAX;
	ion_defer_init(&channel->work, on_work, channel);
	ion_queue_init(&channel->queue);
	ion_intake_init(&channel->intake);
	return channel;
}

int ion_channel_connect(struct ion_channel *channel, int fd)
{
	int code = 0;
	ION_MAGIC_CHECK(channel, ION_CHANNEL_MAGIC);
	if (channel->fd >= 0 || channel->state == ION_CHANNEL_ENDED) {
		return -EISCONN;
	}
	channel->io = ion_io_new(channel->loop, fd, ION_IO_CLOSED, on_io, channel);
	if (channel->io == NULL) {
		code = -ENOMEM;
	} else {
		code = ion_io_start(channel->io);
	}
	if (code != 0) {
		ion_io_free(channel->io);
		channel->io = NULL;
		return code;
	}
	channel->fd = fd;
	if (channel->state == ION_CHANNEL_NEW) {
		channel->state = ION_CHANNEL_OPEN;
	}
	ion_channel_watch(channel);
	ion_channel_hold(channel);
	ion_channel_schedule(channel);
	return 0;
}

static void close_inherited(int fd)
{
	ion_fd_close(&fd);
}

static void close_inherited_group(const struct ion_handle_group *group)
{
	for (size_t i = 0; group != NULL && i < group->count; i++) {
		close_inherited(group->handles[i]);
	}
}

void ion_channel_abandon(const struct ion_channel *channel)
{
	close_inherited(channel->fd);
	ion_list_foreach (node, &channel->queue.blocks) {
		const struct ion_block *block = ION_LIST_ENTRY(node, struct ion_block, node);
		for (size_t i = 0; block->handles != NULL && i < block->handle_count; i++) {
			close_inherited(block->handles[i]);
		}
	}
	ion_list_foreach (node, &channel->intake.groups) {
		close_inherited_group(ION_LIST_ENTRY(node, struct ion_handle_group, node));
	}
	close_inherited_group(channel->intake.taken);
	close_inherited_group(channel->intake.large.group);
}

void ion_channel_free(struct ion_channel *channel)
{
	if (channel == NULL || channel->is_freed) {
		return;
	}
	ion_channel_enter(channel);
	channel->is_freed = true;
	ion_defer_cancel(&channel->work);
	channel_release_out(channel);
	ion_intake_release(channel);
	ion_channel_leave(channel);
}

void ion_channel_close(struct ion_channel *channel)
{
	ION_MAGIC_CHECK(channel, ION_CHANNEL_MAGIC);
	if (channel->state != ION_CHANNEL_NEW && channel->state != ION_CHANNEL_OPEN) {
		return;
	}
	channel->state = ION_CHANNEL_CLOSING;
	ion_intake_release(channel);
	ion_channel_hold(channel);
	ion_channel_schedule(channel);
}

/* ---- questions and settings ---- */

void ion_channel_keep_alive(struct ion_channel *channel, bool reads, bool writes)
{
	channel->keeps_reads = reads;
	channel->keeps_writes = writes;
	ion_channel_hold(channel);
}

const struct ion_channel_limits *ion_channel_get_limits(const struct ion_channel *channel)
{
	return &channel->limits;
}

void ion_channel_set_limits(struct ion_channel *channel, const struct ion_channel_limits *limits)
{
	channel->limits = *limits;
	if (channel->is_over_high && channel->queue.bytes <= limits->low_water) {
		ion_channel_schedule(channel);
	}
}

enum ion_channel_state ion_channel_state(const struct ion_channel *channel)
{
	return channel->state;
}

void ion_channel_get_stats(const struct ion_channel *channel, struct ion_channel_stats *ret)
{
	const struct ion_queue *queue = &channel->queue;
	size_t unsent = ion_queue_frames(queue) + channel->end.unsent;
	*ret = (struct ion_channel_stats){
		.frames_sent = queue->frames_accepted - unsent,
		.frames_received = channel->intake.frames,
		.bytes_sent = queue->bytes_accepted - queue->bytes - channel->dropped_bytes,
		.bytes_received = channel->intake.received,
		.writes = queue->writes,
		.reads = channel->intake.reads,
	};
}

int ion_channel_fd(const struct ion_channel *channel)
{
	return channel->fd;
}
