/*
 * The sending half of a channel: what is written at once, what waits in the queue (queue.c), and
 * when the queue is written. A socket that is full waits for the watcher; a kernel without room for
 * descriptors under way, for a timer. Calls nobody but `release`.
 * SPDX-License-Identifier: MIT
 */
#include <errno.h>

#include "base/clock.h"
#include "ipc/internal.h"
#include "os/fd.h"
#include "os/sock.h"

/* What one channel may write per turn of the loop, so that a busy one does not starve the others. */
#define WRITE_BUDGET (1u << 20)

/* The longest pause between two tries; the first is ION_CHANNEL_RETRY_NS, doubled each time. */
#define RETRY_LAST_NS INT64_C(64000000)

static void on_retry(struct ion_timer *timer, void *arg)
{
	struct ion_channel *channel = arg;
	(void) timer;
	ION_MAGIC_CHECK(channel, ION_CHANNEL_MAGIC);
	channel->is_stalled = false;
	ion_channel_schedule(channel);
}

/* The room is not the socket's: no event tells when there is some. */
static void channel_stall(struct ion_channel *channel)
{
	int code = -ENOMEM;
	if (channel->retry == NULL) {
		channel->retry = ion_timer_new(channel->loop, on_retry, channel);
	}
	if (channel->retry != NULL) {
		code = ion_timer_start(channel->retry, channel->retry_ns);
	}
	if (code != 0) {
		ion_channel_set_end(channel, ION_CHANNEL_ERROR, -code, NULL);
		return;
	}
	channel->is_stalled = true;
	if (channel->retry_ns < RETRY_LAST_NS) {
		channel->retry_ns *= 2;
	}
}

static bool is_passing(int code)
{
	return code == EAGAIN || code == ETOOMANYREFS || code == ENOBUFS || code == ENOMEM;
}

static void channel_write_failed(struct ion_channel *channel, int code)
{
	if (code == EAGAIN) {
		channel->is_blocked = true;
	} else if (is_passing(code)) {
		channel_stall(channel);
	} else if (ion_channel_is_hangup(code)) {
		channel->is_gone = true;
		ion_channel_schedule(channel);
	} else {
		ion_channel_set_end(channel, ION_CHANNEL_ERROR, code, NULL);
	}
}

static bool channel_may_write(const struct ion_channel *channel)
{
	return channel->fd >= 0 && !channel->is_blocked && !channel->is_stalled && !channel->is_gone;
}

void ion_channel_write_queue(struct ion_channel *channel)
{
	size_t written = 0;
	bool was_blocked = channel->is_blocked;
	while (channel->queue.bytes > 0 && channel_may_write(channel)) {
		bool is_full = false;
		ssize_t sent = ion_queue_write(&channel->queue, channel->fd, &is_full);
		if (sent < 0) {
			channel_write_failed(channel, (int) -sent);
			break;
		}
		channel->retry_ns = ION_CHANNEL_RETRY_NS;
		channel->is_blocked = is_full;
		written += (size_t) sent;
		if (written >= WRITE_BUDGET) {
			ion_channel_schedule(channel);
			break;
		}
	}
	if (channel->queue.bytes == 0) {
		channel->is_blocked = false;
	}
	if (channel->is_blocked != was_blocked) {
		ion_channel_watch(channel);
	}
	ion_channel_hold(channel);
}

static int check_out(const struct ion_channel *channel, const struct ion_channel_out *out)
{
	size_t size = ION_HEAD_MAX + out->size;
	if (channel->state != ION_CHANNEL_NEW && channel->state != ION_CHANNEL_OPEN) {
		return -ENOTCONN;
	}
	if (out->size > channel->limits.max_message || out->size > UINT32_MAX - ION_FRAME_ID) {
		return -EMSGSIZE;
	}
	if (out->handle_count > ION_FRAME_HANDLES_MAX) {
		return -E2BIG;
	}
	if (channel->queue.bytes >= channel->limits.hard_limit ||
		size > channel->limits.hard_limit - channel->queue.bytes) {
		return -ENOBUFS;
	}
	return 0;
}

static void parcel_init(struct ion_parcel *parcel, const struct ion_channel_out *out)
{
	struct ion_frame header = {
		.type = out->type,
		.is_encoded = out->is_encoded,
		.handles = (unsigned) out->handle_count,
	};
	parcel->out = out;
	parcel->head_size = ION_FRAME_HEADER;
	parcel->written = 0;
	if (ion_frame_has_id(out->type)) {
		ion_frame_put_id(parcel->head + ION_FRAME_HEADER, out->id);
		parcel->head_size += ION_FRAME_ID;
	}
	parcel->size = parcel->head_size + out->size;
	header.size = (uint32_t) (parcel->size - ION_FRAME_HEADER);
	ion_frame_encode(&header, parcel->head);
}

/* The first frame of a turn. 0, or what the sender has to be told. */
static int channel_write_through(struct ion_channel *channel, struct ion_parcel *parcel)
{
	ssize_t sent = ion_queue_write_through(&channel->queue, channel->fd, parcel);
	channel->sent_turn = ion_loop_turn_number(channel->loop);
	if (sent >= 0) {
		channel->is_blocked = parcel->written < parcel->size;
		if (channel->is_blocked) {
			ion_channel_watch(channel);
		}
		return 0;
	}
	if (parcel->out->handle_count > 0 && !is_passing((int) -sent) &&
		!ion_channel_is_hangup((int) -sent)) {
		/* it is the descriptors that cannot be sent */
		return (int) sent;
	}
	channel_write_failed(channel, (int) -sent);
	if (channel->is_blocked) {
		ion_channel_watch(channel);
	}
	return 0;
}

/* The frame, or what the socket did not take of it. */
static int channel_queue(struct ion_channel *channel, const struct ion_parcel *parcel)
{
	int code = ion_queue_add(&channel->queue, parcel);
	if (code != 0) {
		if (parcel->written > 0) {
			/* the peer has a part of it already: nothing else can follow */
			ion_channel_set_end(channel, ION_CHANNEL_ERROR, -code, NULL);
		}
		return code;
	}
	if (channel->queue.bytes >= ION_QUEUE_BATCH && channel_may_write(channel)) {
		ion_channel_write_queue(channel);
	}
	if (channel->queue.bytes > channel->limits.high_water) {
		channel->is_over_high = true;
	}
	if (channel_may_write(channel)) {
		/* also when nothing is left: it frees what is kept for more */
		ion_channel_schedule(channel);
	}
	ion_channel_hold(channel);
	return 0;
}

int ion_channel_send(struct ion_channel *channel, const struct ion_channel_out *out)
{
	struct ion_parcel parcel;
	int code;
	ION_MAGIC_CHECK(channel, ION_CHANNEL_MAGIC);
	code = check_out(channel, out);
	if (code != 0) {
		return code;
	}
	parcel_init(&parcel, out);
	if (channel->queue.bytes == 0 && channel_may_write(channel) &&
		channel->sent_turn != ion_loop_turn_number(channel->loop)) {
		code = channel_write_through(channel, &parcel);
		if (code != 0 || parcel.written == parcel.size) {
			return code;
		}
		if (ion_channel_is_over(channel)) {
			/* for a reason that is not the frame's: on_end tells it */
			return -ENOTCONN;
		}
	}
	return channel_queue(channel, &parcel);
}

/* Sleeps until writing may go on, or `until_ns`. 0, or -ETIMEDOUT when it is later than that. */
static int channel_sleep(const struct ion_channel *channel, int why, int64_t until_ns)
{
	int64_t left_ns = until_ns - ion_clock_now_ns();
	if (left_ns <= 0) {
		return -ETIMEDOUT;
	}
	if (why == EAGAIN) {
		ion_sock_wait_writable(channel->fd, left_ns);
	} else {
		ion_fd_poll(NULL, 0, ION_CHANNEL_RETRY_NS < left_ns ? ION_CHANNEL_RETRY_NS : left_ns);
	}
	return 0;
}

int ion_channel_flush_now(struct ion_channel *channel, int64_t idle_ns)
{
	int64_t until_ns = ion_clock_add(ion_clock_now_ns(), idle_ns);
	int code = 0;
	ION_MAGIC_CHECK(channel, ION_CHANNEL_MAGIC);
	while (channel->queue.bytes > 0 && code == 0) {
		bool is_full;
		ssize_t sent = -ENOTCONN;
		if (channel->fd >= 0) {
			sent = ion_queue_write(&channel->queue, channel->fd, &is_full);
		}
		if (sent >= 0) {
			until_ns = ion_clock_add(ion_clock_now_ns(), idle_ns);
		} else if (is_passing((int) -sent)) {
			code = channel_sleep(channel, (int) -sent, until_ns);
		} else {
			code = (int) sent;
		}
	}
	if (code == -ETIMEDOUT) {
		ion_channel_schedule(channel);
	} else if (code != 0 && channel->fd >= 0) {
		channel_write_failed(channel, -code);
	} else if (channel->fd >= 0) {
		/* the queue is empty: flushing looks at what was waited for, and the owner is told later */
		ion_channel_write_queue(channel);
		ion_channel_schedule(channel);
	}
	return code;
}

/* ---- questions ---- */

size_t ion_channel_queued_bytes(const struct ion_channel *channel)
{
	return channel->queue.bytes;
}

size_t ion_channel_queued_frames(const struct ion_channel *channel)
{
	return ion_queue_frames(&channel->queue);
}

bool ion_channel_is_full(const struct ion_channel *channel)
{
	return channel->is_over_high;
}

bool ion_channel_flush(struct ion_channel *channel)
{
	if (channel->queue.bytes == 0) {
		return true;
	}
	channel->wants_flushed = true;
	channel->flush_mark = channel->queue.bytes_accepted;
	return false;
}
