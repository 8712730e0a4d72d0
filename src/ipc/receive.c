/*
 * The receiving half of a channel: reads while frames are wanted, hands them to the owner, and
 * finds the end behind them. The bytes themselves are in intake.c.
 * SPDX-License-Identifier: MIT
 */
#include <errno.h>

#include "ipc/internal.h"

/* What one channel may read per turn of the loop, so that a noisy peer does not starve the rest. */
#define READ_BUDGET (1u << 20)

/* ---- to the owner ---- */

static void channel_fail_intake(struct ion_channel *channel)
{
	const struct ion_intake *intake = &channel->intake;
	if (intake->code != 0) {
		ion_channel_set_end(channel, ION_CHANNEL_ERROR, intake->code, NULL);
	} else {
		ion_channel_set_end(channel, ION_CHANNEL_PROTOCOL, 0, intake->fault);
	}
}

/* Whether there may be more for the owner in what was read. */
static bool channel_is_taking(const struct ion_channel *channel)
{
	return channel->state == ION_CHANNEL_OPEN && !channel->is_freed &&
		   (channel->is_wanted || channel->is_finishing);
}

/* Calls on_readable while there are frames and the owner takes them. */
static enum ion_front channel_hand_out(struct ion_channel *channel)
{
	enum ion_front front = ion_intake_prepare(channel);
	while (front == ION_FRONT_READY && channel_is_taking(channel)) {
		uint64_t frames = channel->intake.frames;
		channel->events->on_readable(channel->arg);
		if (channel->is_freed || channel->state != ION_CHANNEL_OPEN) {
			return ION_FRONT_GONE;
		}
		if (ion_channel_defers(channel)) {
			return ION_FRONT_GONE;
		}
		front = ion_intake_prepare(channel);
		if (!channel->is_finishing || channel->intake.frames == frames) {
			break;
		}
	}
	return front;
}

bool ion_channel_deliver(struct ion_channel *channel)
{
	enum ion_front front = channel_hand_out(channel);
	if (front == ION_FRONT_GONE || channel->is_freed || channel->state != ION_CHANNEL_OPEN) {
		return false;
	}
	if (front == ION_FRONT_BAD) {
		channel_fail_intake(channel);
		return false;
	}
	if (front == ION_FRONT_READY && channel->is_wanted && !channel->is_finishing) {
		channel->has_left = true;
		ion_channel_schedule(channel);
		return false;
	}
	if (channel->is_eof) {
		ion_channel_set_end(channel, ION_CHANNEL_HANGUP, 0, NULL);
		return false;
	}
	return front == ION_FRONT_EMPTY && channel->is_wanted;
}

static void channel_read_failed(struct ion_channel *channel, int code)
{
	if (code == EAGAIN || code == ECANCELED) {
		return;
	}
	if (code != 0 && !ion_channel_is_hangup(code)) {
		ion_channel_set_end(channel, ION_CHANNEL_ERROR, code, NULL);
		return;
	}
	channel->is_eof = true;
	ion_channel_watch(channel);
	ion_channel_deliver(channel);
}

void ion_channel_read(struct ion_channel *channel)
{
	size_t budget = READ_BUDGET;
	while (ion_channel_deliver(channel)) {
		bool is_short = false;
		ssize_t size;
		if (budget == 0) {
			/* the watcher is level triggered */
			return;
		}
		size = ion_intake_read(channel, &is_short);
		if (channel->is_freed) {
			return;
		}
		if (size <= 0) {
			channel_read_failed(channel, (int) -size);
			return;
		}
		budget = is_short || (size_t) size > budget ? 0 : budget - (size_t) size;
	}
}

void ion_channel_wind_up(struct ion_channel *channel)
{
	int code;
	if (channel->state == ION_CHANNEL_OPEN && !channel->is_eof) {
		code = ion_intake_drain(channel);
		if (code != 0) {
			ion_channel_set_end(channel, ION_CHANNEL_ERROR, -code, NULL);
			return;
		}
		channel->is_eof = true;
		ion_channel_watch(channel);
	}
	if (channel->state == ION_CHANNEL_OPEN) {
		ion_channel_deliver(channel);
	}
	if (channel->state == ION_CHANNEL_CLOSING && channel->queue.bytes == 0) {
		ion_channel_set_end(channel, ION_CHANNEL_CLOSED, 0, NULL);
	} else if (channel->state != ION_CHANNEL_OPEN) {
		ion_channel_set_end(channel, ION_CHANNEL_HANGUP, 0, NULL);
	}
}

/* ---- from the owner ---- */

void ion_channel_want(struct ion_channel *channel, bool is_wanted)
{
	ION_MAGIC_CHECK(channel, ION_CHANNEL_MAGIC);
	if (channel->is_wanted == is_wanted) {
		return;
	}
	channel->is_wanted = is_wanted;
	ion_channel_hold(channel);
	if (channel->state != ION_CHANNEL_OPEN) {
		return;
	}
	if (is_wanted) {
		ion_channel_watch(channel);
	}
	if (channel->intake.bytes != NULL || channel->intake.large.is_active || channel->is_eof) {
		/* frames that were left, or the end that waited for them */
		ion_channel_schedule(channel);
	}
}

enum ion_frame_type ion_channel_front(struct ion_channel *channel)
{
	const struct ion_intake *intake = &channel->intake;
	enum ion_frame_type type = ION_FRAME_NONE;
	ion_channel_enter(channel);
	if (ion_intake_prepare(channel) == ION_FRONT_READY) {
		type = intake->large.is_active ? intake->large.header.type : intake->front.type;
	}
	ion_channel_leave(channel);
	return type;
}

bool ion_channel_next(struct ion_channel *channel, struct ion_channel_frame *ret)
{
	enum ion_front front;
	ion_channel_enter(channel);
	front = ion_intake_next(channel, ret);
	if (front == ION_FRONT_BAD && !ion_channel_is_over(channel)) {
		channel_fail_intake(channel);
	} else if (front != ION_FRONT_READY && channel->state == ION_CHANNEL_ENDED) {
		/* nobody will complete it */
		ion_intake_release(channel);
	}
	ion_channel_leave(channel);
	return front == ION_FRONT_READY;
}
